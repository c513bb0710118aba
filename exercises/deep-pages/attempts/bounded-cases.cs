// verdict: Passed
// The bound in front gives the index its place; the two cases behind it take away only the ties that were shown.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Entries
            .Where(e => e.AccountId == accountId)
            .Where(e => e.BookedAt <= lastAt && (e.BookedAt < lastAt || e.Id < lastId))
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
}
