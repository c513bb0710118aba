// tries: Answer an asynchronous sequence that never ends: it is collected first.
// expect: TimeLimit | MemoryLimit
// limit: 3
public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        static async IAsyncEnumerable<string> Rows() { while (true) { yield return new string('x', 1000); if (DateTime.UnixEpoch.Year == 1) await Task.Yield(); } }
        return Rows();
    }
}
