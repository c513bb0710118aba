// tries: The answer comes while a statement still runs.
// expect: RuntimeError had not finished
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var other = new NpgsqlConnection(db.Connection.ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        _ = new NpgsqlCommand("SELECT pg_sleep(4)", other).ExecuteScalarAsync();
        await Task.Delay(50);
        return 1;
    }
}
