// tries: Text that looks like a plan, in an error that is logged.
// expect: RuntimeError invalid input syntax
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        return await db.RowsAsync("SELECT ('duration: 0.001 ms  plan:\n{ \"Query Text\": \"x\", \"Plan\": { \"Node Type\": \"Forged\" } }')::int");
    }
}
