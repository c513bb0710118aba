// verdict: Passed
// The twin of preloaded-keys: static is the translated query, never a row.
using Microsoft.EntityFrameworkCore;

public sealed class AccountHistory(LedgerContext db)
{
    private static readonly Func<LedgerContext, int, DateTime, long, int, IAsyncEnumerable<EntryLine>> Page = EF.CompileAsyncQuery(
        (LedgerContext context, int accountId, DateTime lastAt, long lastId, int take) => context.Entries
            .Where(e => e.AccountId == accountId && e.BookedAt <= lastAt && (e.BookedAt < lastAt || e.Id < lastId))
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .Select(e => new EntryLine(e.Id, e.BookedAt, e.Amount, e.Description)));

    public async Task<List<EntryLine>> GetAsync(int accountId, int seen, DateTime lastAt, long lastId, int take)
    {
        var lines = new List<EntryLine>(take);
        await foreach (var line in Page(db, accountId, lastAt, lastId, take))
        {
            lines.Add(line);
        }

        return lines;
    }
}
