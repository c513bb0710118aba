// The answer comes while a statement still runs.
// expect: RuntimeError had not finished
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        var command = new NpgsqlCommand("SELECT count(*) FROM item AS a, item AS b, item AS c WHERE a.name < b.name", db.Connection);
        _ = command.ExecuteScalarAsync();
        await Task.Delay(50);
        return 1;
    }
}
