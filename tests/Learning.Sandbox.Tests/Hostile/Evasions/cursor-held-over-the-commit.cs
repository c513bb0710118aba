// tries: A cursor WITH HOLD keeps its rows for after the transaction.
// expect: RuntimeError no plan
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.RowsAsync("BEGIN");
        await db.RowsAsync("DECLARE all_items CURSOR WITH HOLD FOR SELECT * FROM item");
        await db.RowsAsync("COMMIT");
        var rows = await db.RowsAsync("FETCH ALL FROM all_items");
        await db.RowsAsync("CLOSE all_items");
        return rows;
    }
}
