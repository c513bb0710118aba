// verdict: OverBudget at Frugal
// Batches of ten: a tenth of the trips, and they still grow with the statement.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var added = 0;
        foreach (var chunk in statement.DistinctBy(line => line.Reference).Chunk(10))
        {
            var references = chunk.Select(line => line.Reference).ToArray();
            var known = (await db.Bookings.Where(b => b.AccountId == accountId && references.Contains(b.Reference)).Select(b => b.Reference).ToListAsync()).ToHashSet();
            foreach (var line in chunk.Where(line => !known.Contains(line.Reference)))
            {
                db.Bookings.Add(new Booking { AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text });
                added++;
            }
            await db.SaveChangesAsync();
        }

        return new ImportResult(added, statement.Count - added);
    }
}
