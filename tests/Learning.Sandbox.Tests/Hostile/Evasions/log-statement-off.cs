// tries: The settings that make the server talk belong to the superuser.
// expect: RuntimeError permission denied to set parameter
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.RowsAsync("SET log_statement = none");
        return await db.RowsAsync("SELECT * FROM item");
    }
}
