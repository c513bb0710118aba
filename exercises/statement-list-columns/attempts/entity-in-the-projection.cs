// verdict: OverBudget at Frugal
// A projection with the whole entity in it is no projection: all twelve columns are selected, and the entity is tracked.
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
            .Select(b => new { Booking = b, Opening = b.Purpose.Substring(0, OpeningLength) })
            .ToListAsync();

        return [.. rows.Select(r => new StatementLine(r.Booking.BookedAt, r.Booking.Counterparty, r.Booking.Amount, r.Opening))];
    }
}
