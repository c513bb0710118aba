// verdict: OverBudget at Planned
// The cursor is used, and then the ties of all earlier pages are skipped by counting them, which walks the list from its top.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var newer = await db.Entries.CountAsync(e => e.AccountId == accountId && e.BookedAt > lastAt);
        return await db.Entries
            .Where(e => e.AccountId == accountId && e.BookedAt <= lastAt)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Skip(seen - newer)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
    }
}
