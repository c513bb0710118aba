public sealed class Account
{
    public int Id { get; set; }
    public required string Iban { get; set; }
    public required string Holder { get; set; }

    public ICollection<Entry> Entries { get; } = [];
}
