public sealed class Fee
{
    public long Id { get; set; }
    public int SettlementId { get; set; }
    public required string Kind { get; set; }
    public decimal Amount { get; set; }

    public Settlement Settlement { get; set; } = null!;
}
