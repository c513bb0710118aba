// tries: A statement too long for the log to be read as a whole.
// expect: RuntimeError over the limit of 1,048,576
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        return await db.RowsAsync($"SELECT '{new string('x', 3_000_000)}'");
    }
}
