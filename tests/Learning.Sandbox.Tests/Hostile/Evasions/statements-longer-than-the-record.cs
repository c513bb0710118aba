// tries: Statements without a plan fill what the record keeps, so that the next one would be counted and its plan forgotten.
// expect: OutputLimit more than 16,000,000 characters of SQL
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var padding = new string('x', 900_000);
        for (var i = 0; i < 18; i++)
            await db.RowsAsync($"SHOW server_version /* {i} {padding} */");
        return await db.RowsAsync("SELECT count(*) FROM item");
    }
}
