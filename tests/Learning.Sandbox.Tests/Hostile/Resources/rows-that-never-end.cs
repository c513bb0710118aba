// tries: Answer a sequence that never ends, of rows that are never too large.
// expect: OutputLimit larger than 16 MB
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        static IEnumerable<string> Rows() { while (true) yield return new string('x', 1000); }
        return Rows();
    }
}
