// tries: Functions that run a query given as text are not for the learner.
// expect: RuntimeError permission denied for function query_to_xml
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        return await db.RowsAsync("SELECT query_to_xml('SELECT * FROM item', true, true, '')");
    }
}
