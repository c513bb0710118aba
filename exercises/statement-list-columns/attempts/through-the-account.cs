// verdict: Passed
// Reaches the bookings through their account; the projection is what counts, and it names the same columns.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public Task<List<StatementLine>> GetAsync(int accountId, int take) =>
        (from account in db.Accounts
         where account.Id == accountId
         from booking in account.Bookings
         orderby booking.BookedAt descending, booking.Id descending
         select new StatementLine(booking.BookedAt, booking.Counterparty, booking.Amount, booking.Purpose.Substring(0, OpeningLength)))
        .Take(take)
        .ToListAsync();
}
