// tries: The same, and the connection is dropped.
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
        return wire.Until('s');
    }
}
