/// <summary>What a merchant is paid for one day: many sales, less some fees.</summary>
public sealed class Settlement
{
    public int Id { get; set; }
    public int MerchantId { get; set; }
    public DateTime SettledAt { get; set; }
    public required string Reference { get; set; }
    public required string Note { get; set; }

    public Merchant Merchant { get; set; } = null!;
    public ICollection<Sale> Sales { get; } = [];
    public ICollection<Fee> Fees { get; } = [];
}
