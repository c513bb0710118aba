using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take) =>
        db.Entries
            .Where(e => e.AccountId == accountId)
            .Where(e => EF.Functions.LessThan(ValueTuple.Create(e.BookedAt, e.Id), ValueTuple.Create(lastAt, lastId)))
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
}
