// verdict: OverBudget at Frugal
// Narrow rows, but all of the account's: the page is cut out of them in memory.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var all = await db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, b.Purpose.Substring(0, OpeningLength)))
            .ToListAsync();

        return [.. all.Take(take)];
    }
}
