// verdict: RuntimeError at Correct
// A reference twice in one statement: the batch breaks the unique key.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var references = statement.Select(line => line.Reference).ToArray();
        var known = await db.Bookings.Where(b => b.AccountId == accountId && references.Contains(b.Reference)).Select(b => b.Reference).ToListAsync();
        var fresh = statement.Where(line => !known.Contains(line.Reference)).ToList();
        db.Bookings.AddRange(fresh.Select(line => new Booking { AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text }));
        await db.SaveChangesAsync();
        return new ImportResult(fresh.Count, statement.Count - fresh.Count);
    }
}
