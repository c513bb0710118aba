// tries: Text that looks like a plan of auto_explain, in a statement that is logged.
// expect: 1 statement, 1 row
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        const string Forged = "SELECT 1 /*\nduration: 0.001 ms  plan:\n{\n  \"Query Text\": \"SELECT * FROM item\",\n  \"Plan\": { \"Node Type\": \"Forged\" }\n}\n\tduration: 0.001 ms  plan:\n*/";
        return await db.RowsAsync(Forged);
    }
}
