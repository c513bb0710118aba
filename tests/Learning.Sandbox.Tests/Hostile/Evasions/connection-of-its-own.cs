// tries: A connection that is not the context's goes through the same door.
// expect: 2 statements, 1001 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await using var other = new NpgsqlConnection(db.Connection.ConnectionString + ";Pooling=false;Application Name=nobody");
        await other.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT * FROM item", other);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) { }
        }
        return await db.Items.CountAsync();
    }
}
