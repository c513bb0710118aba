// verdict: Passed
// One question, then COPY for the rows that are new.
using Npgsql;
using NpgsqlTypes;
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var references = statement.Select(line => line.Reference).Distinct().ToArray();
        var known = (await db.Bookings.Where(b => b.AccountId == accountId && references.Contains(b.Reference)).Select(b => b.Reference).ToListAsync()).ToHashSet();
        var fresh = statement.Where(line => known.Add(line.Reference)).ToList();

        await db.Database.OpenConnectionAsync();
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection())
            .BeginBinaryImportAsync("COPY bookings (account_id, reference, booked_at, amount, text) FROM STDIN (FORMAT binary)");
        foreach (var line in fresh)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(accountId, NpgsqlDbType.Integer);
            await copy.WriteAsync(line.Reference, NpgsqlDbType.Text);
            await copy.WriteAsync(line.BookedAt, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(line.Amount, NpgsqlDbType.Numeric);
            await copy.WriteAsync(line.Text, NpgsqlDbType.Text);
        }

        await copy.CompleteAsync();
        return new ImportResult(fresh.Count, statement.Count - fresh.Count);
    }
}
