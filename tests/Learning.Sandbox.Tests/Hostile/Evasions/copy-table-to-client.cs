// tries: COPY of a table is a utility: it reads everything and plans nothing.
// expect: RuntimeError no plan
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        using var reader = await db.Connection.BeginTextExportAsync("COPY item TO STDOUT");
        return (await reader.ReadToEndAsync()).Length;
    }
}
