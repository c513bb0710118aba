// verdict: Passed
// The twin of loaded-in-the-constructor: the constructor says in which order entries are read, and nothing is read before the page is known.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    private readonly IQueryable<Entry> newestFirst = db.Entries.OrderByDescending(e => e.BookedAt).ThenByDescending(e => e.Id);

    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        newestFirst
            .Where(e => e.AccountId == accountId && EF.Functions.LessThan(ValueTuple.Create(e.BookedAt, e.Id), ValueTuple.Create(lastAt, lastId)))
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
}
