// tries: A function of its own would hide statements behind its name.
// expect: RuntimeError permission denied for schema public
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Database.ExecuteSqlRawAsync("CREATE FUNCTION hidden() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM item $$");
        return 1;
    }
}
