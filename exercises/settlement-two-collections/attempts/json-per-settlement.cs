// verdict: Passed
// The twin of aggregated-join: one statement again, but each list is collected in a subquery of its own, so no sale meets a fee.
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT p.id AS "Id", p.settled_at AS "SettledAt",
                   (SELECT coalesce(json_agg(json_build_array(s.id, s.amount, s.card) ORDER BY s.id), '[]')::text FROM sales AS s WHERE s.settlement_id = p.id) AS "Sales",
                   (SELECT coalesce(json_agg(json_build_array(f.id, f.kind, f.amount) ORDER BY f.id), '[]')::text FROM fees AS f WHERE f.settlement_id = p.id) AS "Fees"
            FROM settlements AS p
            WHERE p.merchant_id = {merchantId}
            ORDER BY p.settled_at DESC, p.id DESC
            LIMIT {take}
            """).ToListAsync();

        return [.. rows.Select(r => new SettlementView(
            r.Id,
            r.SettledAt,
            [.. Each(r.Sales).Select(x => new SaleLine(x[0].GetInt64(), x[1].GetDecimal(), x[2].GetString()!))],
            [.. Each(r.Fees).Select(x => new FeeLine(x[0].GetInt64(), x[1].GetString()!, x[2].GetDecimal()))]))];
    }

    private static IEnumerable<JsonElement> Each(string json) => JsonDocument.Parse(json).RootElement.EnumerateArray();

    private sealed record Row(int Id, DateTime SettledAt, string Sales, string Fees);
}
