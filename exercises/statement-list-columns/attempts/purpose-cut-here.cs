// verdict: OverBudget at Frugal
// Three columns are narrow now. The fourth travels whole, to be cut to 40 characters after it has arrived.
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
            .Select(b => new { b.BookedAt, b.Counterparty, b.Amount, b.Purpose })
            .ToListAsync();

        return [.. rows.Select(r => new StatementLine(r.BookedAt, r.Counterparty, r.Amount,
            r.Purpose.Length <= OpeningLength ? r.Purpose : r.Purpose[..OpeningLength]))];
    }
}
