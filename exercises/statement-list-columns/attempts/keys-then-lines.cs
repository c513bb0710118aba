// verdict: Passed
// Two statements at every size: the keys of the page, then the shown values of those bookings.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var keys = await db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .Select(b => b.Id)
            .ToListAsync();

        return await db.Bookings
            .Where(b => keys.Contains(b.Id))
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, b.Purpose.Substring(0, OpeningLength)))
            .ToListAsync();
    }
}
