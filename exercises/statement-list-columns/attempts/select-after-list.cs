// verdict: OverBudget at Frugal
// The projection stands behind AsAsyncEnumerable, where it is C# over entities that have already travelled.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take) =>
        await db.Bookings
            .AsNoTracking()
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .AsAsyncEnumerable()
            .Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, OpeningOf(b.Purpose)))
            .ToListAsync();

    private static string OpeningOf(string purpose) => purpose.Length <= OpeningLength ? purpose : purpose[..OpeningLength];
}
