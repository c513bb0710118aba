// tries: The server's error quotes a whole table, and the answer is read out of it: no row, no plan.
// expect: RuntimeError no plan
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        try
        {
            await db.RowsAsync("SELECT (SELECT string_agg(id || '', ';' ORDER BY id) FROM item)::int");
        }
        catch (PostgresException error) when (error.MessageText.Contains(";999;1000"))
        {
            return error.MessageText.Split('"')[1].Split(';').Take(size).Select(int.Parse).ToList();
        }
        throw new InvalidOperationException("the control: nothing was quoted");
    }
}
