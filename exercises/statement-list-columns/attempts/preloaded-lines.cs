// verdict: OverBudget at Frugal
// The first call on a database fetches the lines of all accounts, the later ones filter them in memory. Preloading is counted as well.
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    private static readonly ConcurrentDictionary<string, Lazy<Task<ILookup<int, StatementLine>>>> Everything = new(StringComparer.Ordinal);

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var lines = await Everything.GetOrAdd(db.Database.GetConnectionString()!, _ => new(LoadAsync)).Value;
        return [.. lines[accountId].Take(take)];
    }

    private async Task<ILookup<int, StatementLine>> LoadAsync()
    {
        var rows = await db.Bookings
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Select(b => new { b.AccountId, Line = new StatementLine(b.BookedAt, b.Counterparty, b.Amount, b.Purpose.Substring(0, OpeningLength)) })
            .ToListAsync();
        return rows.ToLookup(r => r.AccountId, r => r.Line);
    }
}
