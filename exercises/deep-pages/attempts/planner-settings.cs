// verdict: RuntimeError at Correct
// Settings choose between scans and give sorts more memory. None of them lets OFFSET jump.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET enable_bitmapscan = off; SET work_mem = '256MB'");
        return await db.Entries
            .Where(e => e.AccountId == accountId)
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Skip(seen)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description))
            .ToListAsync();
    }
}
