// tries: A long parameter is no reason to lose the record: parameters are not logged.
// expect: 1 statement, 1 row
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT length($1)", db.Connection) { Parameters = { new() { Value = new string('x', 6_000_000) } } };
        return await command.ExecuteScalarAsync();
    }
}
