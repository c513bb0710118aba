// verdict: Passed
// The whole statement as one JSON parameter.
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var json = JsonSerializer.Serialize(statement.DistinctBy(line => line.Reference).Select(line => new { reference = line.Reference, booked_at = line.BookedAt, amount = line.Amount, text = line.Text }));
        var added = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO bookings (account_id, reference, booked_at, amount, text)
            SELECT {accountId}, reference, booked_at, amount, text
            FROM jsonb_to_recordset({json}::jsonb) AS line(reference text, booked_at timestamptz, amount numeric, text text)
            ON CONFLICT DO NOTHING
            """);
        return new ImportResult(added, statement.Count - added);
    }
}
