// tries: COPY of a query is planned, under the text of the COPY.
// expect: 1 statement, 1000 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        using var reader = await db.Connection.BeginTextExportAsync("COPY (SELECT * FROM item) TO STDOUT");
        return (await reader.ReadToEndAsync()).Length;
    }
}
