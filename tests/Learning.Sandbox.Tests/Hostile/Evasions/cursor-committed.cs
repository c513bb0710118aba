// tries: A cursor that is committed leaves a plan, under the text of its declaration.
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
        await db.RowsAsync("COMMIT");
        return rows;
    }
}
