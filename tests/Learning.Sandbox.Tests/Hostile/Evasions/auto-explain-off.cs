// tries: The same for the plans.
// expect: RuntimeError permission denied to set parameter
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.RowsAsync("SET auto_explain.log_min_duration = -1");
        return await db.RowsAsync("SELECT * FROM item");
    }
}
