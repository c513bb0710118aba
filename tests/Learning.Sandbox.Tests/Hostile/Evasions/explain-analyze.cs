// tries: EXPLAIN ANALYZE runs the statement; its text is what comes back.
// expect: 1 statement, 4 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        return await db.RowsAsync("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT id FROM item WHERE id < 0");
    }
}
