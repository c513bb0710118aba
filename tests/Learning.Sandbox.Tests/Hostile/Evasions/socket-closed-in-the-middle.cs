// tries: The client goes while rows are on their way.
// expect: RuntimeError not whole
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        using (var wire = new Wire(db))
        {
            wire.Send(wire.Query("SELECT a.* FROM item AS a CROSS JOIN generate_series(1, 30)"));
            wire.Take(50_000);
        }
        await Task.Delay(200);
        return 1;
    }
}
