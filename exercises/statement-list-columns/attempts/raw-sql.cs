// verdict: Passed
// The same four values named in SQL by hand.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public Task<List<StatementLine>> GetAsync(int accountId, int take) =>
        db.Database.SqlQuery<StatementLine>($"""
            SELECT booked_at AS "BookedAt", counterparty AS "Counterparty", amount AS "Amount", left(purpose, {OpeningLength}) AS "Opening"
            FROM bookings
            WHERE account_id = {accountId}
            ORDER BY booked_at DESC, id DESC
            LIMIT {take}
            """).ToListAsync();
}
