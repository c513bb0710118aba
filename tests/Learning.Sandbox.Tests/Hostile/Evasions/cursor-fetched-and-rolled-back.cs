// tries: A cursor that is rolled back leaves no plan behind.
// expect: RuntimeError no plan
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.RowsAsync("BEGIN");
        await db.RowsAsync("DECLARE all_items CURSOR FOR SELECT * FROM item");
        var rows = await db.RowsAsync("FETCH ALL FROM all_items");
        await db.RowsAsync("ROLLBACK");
        return rows;
    }
}
