// verdict: OverBudget at Frugal
// ON CONFLICT saves the question, not the trips: one statement per line.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var added = 0;
        foreach (var line in statement)
        {
            added += await db.Database.ExecuteSqlAsync($"""
                INSERT INTO bookings (account_id, reference, booked_at, amount, text)
                VALUES ({accountId}, {line.Reference}, {line.BookedAt}, {line.Amount}, {line.Text}) ON CONFLICT DO NOTHING
                """);
        }

        return new ImportResult(added, statement.Count - added);
    }
}
