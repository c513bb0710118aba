// verdict: Passed
// The row comparison written in SQL by hand, as the index reads it.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Database.SqlQuery<EntryLine>($"""
            SELECT id AS "Id", booked_at AS "BookedAt", amount AS "Amount", description AS "Description"
            FROM entries
            WHERE account_id = {accountId} AND (booked_at, id) < ({lastAt}, {lastId})
            ORDER BY booked_at DESC, id DESC
            LIMIT {take}
            """).ToListAsync();
}
