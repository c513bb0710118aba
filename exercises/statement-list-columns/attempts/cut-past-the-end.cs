// verdict: RuntimeError
// SQL cuts a short text without complaint; a range in C# does not, and every third purpose is shorter than 40.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var rows = await db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .Select(b => new { b.BookedAt, b.Counterparty, b.Amount, b.Purpose })
            .ToListAsync();

        return [.. rows.Select(r => new StatementLine(r.BookedAt, r.Counterparty, r.Amount, r.Purpose[..OpeningLength]))];
    }
}
