/// <summary>One entry of an account, with everything that came along with it.</summary>
public sealed class Booking
{
    public long Id { get; set; }
    public int AccountId { get; set; }
    public DateTime BookedAt { get; set; }
    public DateOnly ValueDate { get; set; }
    public decimal Amount { get; set; }
    public required string Currency { get; set; }
    public required string Counterparty { get; set; }
    public required string CounterpartyIban { get; set; }
    public required string Category { get; set; }

    /// <summary>As the sender wrote it: three words, or a list of invoices.</summary>
    public required string Purpose { get; set; }

    /// <summary>What the scanner read off the receipt.</summary>
    public required string Receipt { get; set; }

    /// <summary>The bank's message as it came in, in JSON.</summary>
    public required string Message { get; set; }

    public Account Account { get; set; } = null!;
}
