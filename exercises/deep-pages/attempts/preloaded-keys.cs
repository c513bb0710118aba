// verdict: OverBudget at Frugal
// The first call on a database keeps the account's ids in order, and later pages are cut out of that. The first call is counted like any other.
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    private static readonly ConcurrentDictionary<(string?, int), List<long>> Kept = new();

    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var key = (db.Database.GetConnectionString(), accountId);
        if (!Kept.TryGetValue(key, out var ids))
        {
            Kept[key] = ids = await db.Entries
                .Where(e => e.AccountId == accountId)
                .OrderByDescending(e => e.BookedAt)
                .ThenByDescending(e => e.Id)
                .Select(e => e.Id)
                .ToListAsync();
        }

        var page = ids.GetRange(seen, take);
        return await db.Entries
            .Where(e => page.Contains(e.Id))
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
    }
}
