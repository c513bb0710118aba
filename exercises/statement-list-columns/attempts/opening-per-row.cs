// verdict: OverBudget at Frugal
// Only narrow columns, but the opening of each row in a statement of its own.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var rows = await db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .Select(b => new { b.Id, b.BookedAt, b.Counterparty, b.Amount })
            .ToListAsync();

        var lines = new List<StatementLine>(rows.Count);
        foreach (var row in rows)
        {
            var opening = await db.Bookings.Where(b => b.Id == row.Id).Select(b => b.Purpose.Substring(0, OpeningLength)).SingleAsync();
            lines.Add(new StatementLine(row.BookedAt, row.Counterparty, row.Amount, opening));
        }

        return lines;
    }
}
