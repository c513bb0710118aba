using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
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
}
