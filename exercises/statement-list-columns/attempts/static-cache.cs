// verdict: OverBudget at Frugal
// Every account's lines are kept once they were asked for. The first call for each still ships the whole bookings.
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    private static readonly ConcurrentDictionary<(string? Database, int Account, int Take), List<StatementLine>> Kept = new();

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var key = (db.Database.GetConnectionString(), accountId, take);
        if (Kept.TryGetValue(key, out var lines))
        {
            return lines;
        }

        var bookings = await db.Bookings
            .AsNoTracking()
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .ToListAsync();
        return Kept[key] = [.. bookings.Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount,
            b.Purpose.Length <= OpeningLength ? b.Purpose : b.Purpose[..OpeningLength]))];
    }
}
