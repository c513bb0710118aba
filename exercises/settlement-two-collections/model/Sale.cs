public sealed class Sale
{
    public long Id { get; set; }
    public int SettlementId { get; set; }
    public DateTime SoldAt { get; set; }
    public decimal Amount { get; set; }
    public required string Card { get; set; }
    public int Terminal { get; set; }

    public Settlement Settlement { get; set; } = null!;
}
