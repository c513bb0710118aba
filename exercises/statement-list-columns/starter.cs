using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var bookings = await db.Bookings
            .Where(b => b.AccountId == accountId)
            .OrderByDescending(b => b.BookedAt)
            .ThenByDescending(b => b.Id)
            .Take(take)
            .ToListAsync();

        return [.. bookings.Select(b => new StatementLine(b.BookedAt, b.Counterparty, b.Amount, OpeningOf(b.Purpose)))];
    }

    private static string OpeningOf(string purpose) => purpose.Length <= OpeningLength ? purpose : purpose[..OpeningLength];
}
