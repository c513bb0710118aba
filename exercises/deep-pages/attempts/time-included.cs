// verdict: WrongAnswer at Correct
// The other way round: entries of the border's time are shown again, the last one first of all.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Entries
            .Where(e => e.AccountId == accountId)
            .Where(e => e.BookedAt <= lastAt)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
}
