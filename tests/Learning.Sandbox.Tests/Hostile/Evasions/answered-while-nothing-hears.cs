// tries: The answer comes while arithmetic still runs that takes minutes and hears no cancellation: were that our fault, it would cost no attempt and stop a candidate's clock.
// expect: TimeLimit did not hear
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var other = new NpgsqlConnection(db.Connection.ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        var sum = string.Join(" + ", Enumerable.Range(1, 2000).Select(i => $"n / (m + {i})"));
        _ = new NpgsqlCommand($"SELECT left(({sum})::text, 9) FROM (SELECT power(9::numeric, 130000) AS n, power(7::numeric, 75000) AS m OFFSET 0) AS large", other).ExecuteScalarAsync();
        await Task.Delay(500);
        return 1;
    }
}
