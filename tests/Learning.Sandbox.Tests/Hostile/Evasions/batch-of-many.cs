// tries: A batch travels in one trip, and each of its statements counts.
// expect: 21 statements, 21 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        await using var batch = new NpgsqlBatch(db.Connection);
        for (var i = 1; i <= 21; i++)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT name FROM item WHERE id = " + i));
        await using var reader = await batch.ExecuteReaderAsync();
        var rows = 0;
        do { while (await reader.ReadAsync()) rows++; } while (await reader.NextResultAsync());
        return rows;
    }
}
