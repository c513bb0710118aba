// verdict: OverBudget at Frugal
// One plain statement, and the account's whole history behind it, to be skipped here.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var all = await db.Entries
            .Where(e => e.AccountId == accountId)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();

        return [.. all.SkipWhile(e => e.Id != lastId).Skip(1).Take(take)];
    }
}
