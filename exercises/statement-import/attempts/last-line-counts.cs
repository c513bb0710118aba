// verdict: WrongAnswer at Correct
// Of lines with the same reference the last one is kept.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var last = statement.GroupBy(line => line.Reference).Select(same => same.Last()).ToList();
        var references = last.Select(line => line.Reference).ToArray();
        var known = (await db.Bookings.Where(b => b.AccountId == accountId && references.Contains(b.Reference)).Select(b => b.Reference).ToListAsync()).ToHashSet();
        var fresh = last.Where(line => !known.Contains(line.Reference)).ToList();
        db.Bookings.AddRange(fresh.Select(line => new Booking { AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text }));
        await db.SaveChangesAsync();
        return new ImportResult(fresh.Count, statement.Count - fresh.Count);
    }
}
