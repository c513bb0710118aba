// verdict: OverBudget at Frugal
// One SaveChanges behind the loop halves the trips; the question in the loop still asks once per line.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var seen = new HashSet<string>();
        var added = 0;
        foreach (var line in statement)
        {
            if (!seen.Add(line.Reference) || await db.Bookings.AnyAsync(b => b.AccountId == accountId && b.Reference == line.Reference))
                continue;

            db.Bookings.Add(new Booking { AccountId = accountId, Reference = line.Reference, BookedAt = line.BookedAt, Amount = line.Amount, Text = line.Text });
            added++;
        }

        await db.SaveChangesAsync();
        return new ImportResult(added, statement.Count - added);
    }
}
