// verdict: WrongAnswer at Correct
// A batch books many rows at one time; without the id as a second key they come as the table holds them.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public Task<List<StatementLine>> GetAsync(int accountId, int take) =>
        db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .Take(take)
            .Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, b.Purpose.Substring(0, OpeningLength)))
            .ToListAsync();
}
