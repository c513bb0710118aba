// tries: PREPARE once, EXECUTE ten times.
// expect: 12 statements, 10 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.RowsAsync("PREPARE one (int) AS SELECT name FROM item WHERE id = $1");
        var rows = 0;
        for (var i = 1; i <= 10; i++)
            rows += await db.RowsAsync("EXECUTE one(" + i + ")");
        await db.RowsAsync("DEALLOCATE one");
        return rows;
    }
}
