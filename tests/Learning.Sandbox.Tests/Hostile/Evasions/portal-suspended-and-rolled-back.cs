// tries: A portal that is never run to its end logs no plan.
// expect: RuntimeError not whole
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        using var wire = new Wire(db);
        wire.Send(wire.Query("BEGIN"));
        wire.Until('Z');
        wire.Send(wire.Parse("SELECT * FROM item"), wire.Bind(), wire.Execute(900), wire.Flush());
        var rows = wire.Until('s');
        wire.Send(wire.Sync());
        wire.Until('Z');
        wire.Send(wire.Query("ROLLBACK"));
        wire.Until('Z');
        return rows;
    }
}
