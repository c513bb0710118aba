// tries: A role may reset its own settings, but not those that only a superuser may set: the next connection still talks, and says so.
// expect: RuntimeError changes settings with ALTER ROLE
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.RowsAsync("ALTER ROLE CURRENT_USER RESET ALL");
        await db.Connection.CloseAsync();
        NpgsqlConnection.ClearAllPools();
        return await db.RowsAsync("SELECT * FROM item");
    }
}
