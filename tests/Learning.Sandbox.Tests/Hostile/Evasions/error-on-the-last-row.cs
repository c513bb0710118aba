// tries: 999 rows are handed over before the statement fails; a failed statement logs no plan.
// expect: RuntimeError no plan
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var rows = 0;
        await db.Connection.OpenAsync();
        try
        {
            await using var command = new NpgsqlCommand("SELECT *, 1 / (1000 - id) FROM item", db.Connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) rows++;
        }
        catch (PostgresException)
        {
            return rows;
        }
        return rows;
    }
}
