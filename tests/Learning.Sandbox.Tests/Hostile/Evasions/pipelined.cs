// tries: Messages that do not wait for one another are each counted.
// expect: 5 statements, 5 rows
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        using var wire = new Wire(db);
        for (var i = 1; i <= 5; i++)
            wire.Send(wire.Parse("SELECT name FROM item WHERE id = " + i), wire.Bind(), wire.Execute(0));
        wire.Send(wire.Sync());
        return wire.Until('Z');
    }
}
