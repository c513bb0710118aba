// verdict: OverBudget at Frugal
// The other half: one question for all, and a SaveChanges in the loop.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var references = statement.Select(line => line.Reference).Distinct().ToArray();
        var known = (await db.Bookings.Where(b => b.AccountId == accountId && references.Contains(b.Reference)).Select(b => b.Reference).ToListAsync()).ToHashSet();
        var added = 0;
        foreach (var line in statement.Where(line => known.Add(line.Reference)))
        {
            db.Bookings.Add(new Booking { AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text });
            await db.SaveChangesAsync();
            added++;
        }

        return new ImportResult(added, statement.Count - added);
    }
}
