// verdict: OverBudget at Planned
// The page starts where the last one ended. The count in front of it still walks through every entry of the account.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var total = await db.Entries.CountAsync(e => e.AccountId == accountId);
        if (seen >= total)
            return [];

        return await db.Entries
            .Where(e => e.AccountId == accountId)
            .Where(e => EF.Functions.LessThan(ValueTuple.Create(e.BookedAt, e.Id), ValueTuple.Create(lastAt, lastId)))
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
    }
}
