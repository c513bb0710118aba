public sealed class Merchant
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public required string Town { get; set; }

    public ICollection<Settlement> Settlements { get; } = [];
}
