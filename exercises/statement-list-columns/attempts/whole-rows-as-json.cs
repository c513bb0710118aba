// verdict: OverBudget at Frugal
// One statement, one row, one column: and in it every column of every booking, spelled out as JSON.
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

public sealed class StatementList(BankContext db)
{
    private const int OpeningLength = 40;

    public async Task<List<StatementLine>> GetAsync(int accountId, int take)
    {
        var json = await db.Database.SqlQuery<string>($"""
            SELECT coalesce(json_agg(to_jsonb(page) ORDER BY page.booked_at DESC, page.id DESC), '[]')::text AS "Value"
            FROM (SELECT * FROM bookings WHERE account_id = {accountId} ORDER BY booked_at DESC, id DESC LIMIT {take}) AS page
            """).SingleAsync();
        var rows = JsonSerializer.Deserialize<List<Row>>(json)!;

        return [.. rows.Select(r => new StatementLine(r.BookedAt.UtcDateTime, r.Counterparty, r.Amount,
            r.Purpose.Length <= OpeningLength ? r.Purpose : r.Purpose[..OpeningLength]))];
    }

    private sealed record Row(
        [property: JsonPropertyName("booked_at")] DateTimeOffset BookedAt,
        [property: JsonPropertyName("counterparty")] string Counterparty,
        [property: JsonPropertyName("amount")] decimal Amount,
        [property: JsonPropertyName("purpose")] string Purpose);
}
