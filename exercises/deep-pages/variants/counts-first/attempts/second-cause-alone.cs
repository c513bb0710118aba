// verdict: OverBudget at Planned
// Nothing is counted any more, and the page is still reached by walking past all that was shown.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Entries
            .Where(e => e.AccountId == accountId)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Skip(seen)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
}
