public sealed class Product
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>All that ever came in.</summary>
    public int Stocked { get; set; }

    /// <summary>What is on the shelf and not reserved.</summary>
    public int Stock { get; set; }
}
