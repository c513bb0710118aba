public sealed class Booking
{
    public long Id { get; set; }
    public int AccountId { get; set; }

    /// <summary>The bank's name for it, unique within an account.</summary>
    public required string Reference { get; set; }

    public DateTime BookedAt { get; set; }
    public decimal Amount { get; set; }
    public required string Text { get; set; }
}
