// verdict: WrongAnswer at Correct
// A reference belongs to an account: what another account has is no reason to skip.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var references = statement.Select(line => line.Reference).Distinct().ToArray();
        var known = (await db.Bookings.Where(b => references.Contains(b.Reference)).Select(b => b.Reference).ToListAsync()).ToHashSet();
        var fresh = statement.Where(line => known.Add(line.Reference)).ToList();
        db.Bookings.AddRange(fresh.Select(line => new Booking { AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text }));
        await db.SaveChangesAsync();
        return new ImportResult(fresh.Count, statement.Count - fresh.Count);
    }
}
