// verdict: OverBudget at Planned
// OFFSET in other words: row_number has to number everything in front of the page.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Database.SqlQuery<EntryLine>($"""
            SELECT id AS "Id", booked_at AS "BookedAt", amount AS "Amount", description AS "Description"
            FROM (SELECT *, row_number() OVER (ORDER BY booked_at DESC, id DESC) AS n FROM entries WHERE account_id = {accountId}) AS numbered
            WHERE n > {seen} AND n <= {seen} + {take}
            ORDER BY n
            """).ToListAsync();
}
