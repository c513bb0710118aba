// tries: A DO block would run statements that nobody on the wire sees.
// expect: RuntimeError permission denied for language plpgsql
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Database.ExecuteSqlRawAsync("DO $$ BEGIN PERFORM count(*) FROM item; END $$");
        return 1;
    }
}
