// verdict: Passed
// A statement per line, all of them in one trip.
using Npgsql;
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        await db.Database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        foreach (var line in statement)
        {
            var command = new NpgsqlBatchCommand("INSERT INTO bookings (account_id, reference, booked_at, amount, text) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
            foreach (var value in new object[] { accountId, line.Reference, line.BookedAt, line.Amount, line.Text })
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }

        var added = await batch.ExecuteNonQueryAsync();
        return new ImportResult(added, statement.Count - added);
    }
}
