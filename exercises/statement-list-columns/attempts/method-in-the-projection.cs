// verdict: OverBudget at Frugal
// A method of the learner's own in the last Select cannot become SQL, so EF Core fetches its argument and calls it here.
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public Task<List<StatementLine>> GetAsync(int accountId, int take) =>
        db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, OpeningOf(b.Purpose)))
            .ToListAsync();

    private static string OpeningOf(string purpose) => purpose.Length <= OpeningLength ? purpose : purpose[..OpeningLength];
}
