/// <summary>A movement on an account. Several may share a time; the id tells them apart, and follows the clock only roughly.</summary>
public sealed class Entry
{
    public long Id { get; set; }
    public int AccountId { get; set; }
    public DateTime BookedAt { get; set; }
    public decimal Amount { get; set; }
    public required string Description { get; set; }

    public Account Account { get; set; } = null!;
}
