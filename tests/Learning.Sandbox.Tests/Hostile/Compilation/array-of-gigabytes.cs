// tries: An array of two gigabytes made in an initialiser: it is made when it runs, under the limit of memory.
// expect: MemoryLimit
public sealed class Query(ItemContext db)
{
    private static readonly int[,,,] All = new int[800, 800, 800, 1];
    public object RunAsync(int size) => All.Length;
}
