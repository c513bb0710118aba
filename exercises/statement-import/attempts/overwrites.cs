// verdict: WrongAnswer at Correct
// DO UPDATE writes over what is booked; the rule is that it stays as it is.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var first = statement.DistinctBy(line => line.Reference).ToList();
        var references = first.Select(line => line.Reference).ToArray();
        var known = await db.Bookings.CountAsync(b => b.AccountId == accountId && references.Contains(b.Reference));
        var (times, amounts, texts) = (first.Select(line => line.BookedAt).ToArray(), first.Select(line => line.Amount).ToArray(), first.Select(line => line.Text).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO bookings (account_id, reference, booked_at, amount, text)
            SELECT {accountId}, * FROM unnest({references}, {times}, {amounts}, {texts})
            ON CONFLICT (account_id, reference) DO UPDATE SET amount = excluded.amount, text = excluded.text
            """);
        return new ImportResult(first.Count - known, statement.Count - first.Count + known);
    }
}
