// verdict: OverBudget at Frugal
// The ids of all accounts are fetched before GetAsync is called. Evidence begins with the process, so the constructor's rows are counted.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory
{
    private readonly LedgerContext db;
    private readonly ILookup<int, long> ids;

    public AccountHistory(LedgerContext db)
    {
        this.db = db;
        ids = db.Entries
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Select(e => new { e.AccountId, e.Id })
            .ToLookup(e => e.AccountId, e => e.Id);
    }

    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var page = ids[accountId].Skip(seen).Take(take).ToList();
        return db.Entries
            .Where(e => page.Contains(e.Id))
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
    }
}
