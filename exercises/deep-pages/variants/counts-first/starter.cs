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
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Skip(seen)
            .Take(Math.Min(take, total - seen))
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
    }
}
