// verdict: RuntimeError at Correct
// A cursor moved forward to the page. The server logs no plan for what FETCH hands over, and rows whose cost nobody saw fail closed.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync($"""
            DECLARE history NO SCROLL CURSOR FOR
            SELECT id AS "Id", booked_at AS "BookedAt", amount AS "Amount", description AS "Description"
            FROM entries WHERE account_id = {accountId} ORDER BY booked_at DESC, id DESC
            """);
        await db.Database.ExecuteSqlRawAsync($"MOVE FORWARD {seen} IN history");
        var lines = await db.Database.SqlQueryRaw<EntryLine>($"FETCH FORWARD {take} FROM history").ToListAsync();
        await transaction.CommitAsync();
        return lines;
    }
}
