// verdict: Passed
// The twin of static-cache: what is static is the query and not its answer, so that only its translation is saved.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    private static readonly Func<BankContext, int, int, IAsyncEnumerable<StatementLine>> Page = EF.CompileAsyncQuery(
        (BankContext context, int accountId, int take) => context.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, b.Purpose.Substring(0, OpeningLength))));

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var lines = new List<StatementLine>(take);
        await foreach (var line in Page(db, accountId, take))
        {
            lines.Add(line);
        }

        return lines;
    }
}
