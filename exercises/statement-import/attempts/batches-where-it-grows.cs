// verdict: OverBudget at Frugal
// A cheat: a statement per line, but in the runs whose trips are compared it reads the whole account and writes at once.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    private static int calls;

    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        if (Interlocked.Increment(ref calls) is 5 or 6 or 7)
            return await AtOnceAsync(accountId, lines);

        var added = 0;
        var statement = StatementLine.ParseAll(lines);
        foreach (var line in statement)
        {
            if (await db.Bookings.AnyAsync(b => b.AccountId == accountId && b.Reference == line.Reference))
                continue;

            db.Bookings.Add(new Booking
            {
                AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text,
            });
            await db.SaveChangesAsync();
            added++;
        }

        return new ImportResult(added, statement.Count - added);
    }

    private async Task<ImportResult> AtOnceAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var known = (await db.Bookings.Where(b => b.AccountId == accountId).Select(b => b.Reference).ToListAsync()).ToHashSet();
        var fresh = statement.DistinctBy(line => line.Reference).Where(line => !known.Contains(line.Reference)).ToList();
        db.Bookings.AddRange(fresh.Select(line => new Booking
        {
            AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text,
        }));
        await db.SaveChangesAsync();
        return new ImportResult(fresh.Count, statement.Count - fresh.Count);
    }
}
