// tries: Change the role's settings in the call that is discarded. The next one has a session that began before; those that are timed do not.
// expect: RuntimeError changes settings with ALTER ROLE
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    private static bool again;

    public async Task<object?> RunAsync(int size)
    {
        if (!again)
            await db.RowsAsync("ALTER ROLE CURRENT_USER IN DATABASE visible SET work_mem = '64MB'");
        again = true;
        return await db.RowsAsync("SELECT id FROM item WHERE id <= 5");
    }
}
