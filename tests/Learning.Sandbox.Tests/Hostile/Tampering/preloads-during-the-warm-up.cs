// tries: Read everything in the first call and keep it for the second. The second is seen to have asked for nothing, and its rows are compared with fresh ones.
// expect: 0 statements, 0 rows
public sealed class Query(ItemContext db)
{
    private static List<int>? kept;
    public async Task<List<int>> RunAsync(int size)
    {
        kept ??= Enumerable.ToList(db.Items.Select(item => item.Id));
        await Task.Yield();
        return kept.Take(size).ToList();
    }
}
