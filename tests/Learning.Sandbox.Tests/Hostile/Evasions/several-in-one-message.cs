// tries: Several statements in one Query message are as many.
// expect: 3 statements, 3 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        using var wire = new Wire(db);
        wire.Send(wire.Query("SELECT id FROM item WHERE id = 1; SELECT id FROM item WHERE id = 2; SELECT id FROM item WHERE id = 3"));
        return wire.Until('Z');
    }
}
