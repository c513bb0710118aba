// tries: Answer one text of a hundred million characters.
// expect: OutputLimit | MemoryLimit
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return new string('x', 100_000_000);
    }
}
