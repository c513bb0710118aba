public sealed class Reservation
{
    public int Id { get; set; }
    public int ProductId { get; set; }
    public int CustomerId { get; set; }
    public int Quantity { get; set; }

    /// <summary>Set by the database.</summary>
    public DateTime MadeAt { get; set; }
}
