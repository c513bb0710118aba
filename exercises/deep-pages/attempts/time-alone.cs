// verdict: WrongAnswer at Correct
// A page that ended between two entries of one time goes on behind both: the second is never shown.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Entries
            .Where(e => e.AccountId == accountId)
            .Where(e => e.BookedAt < lastAt)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
}
