// verdict: OverBudget at Frugal
// One statement and one row a settlement, with arrays in it that hold every pair of a sale and a fee.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT p.id AS "Id", p.settled_at AS "SettledAt",
                   array_agg(concat_ws('|', s.id, s.amount, s.card)) AS "Sales",
                   array_agg(concat_ws('|', f.id, f.kind, f.amount)) AS "Fees"
            FROM (SELECT id, settled_at FROM settlements WHERE merchant_id = {merchantId} ORDER BY settled_at DESC, id DESC LIMIT {take}) AS p
            LEFT JOIN sales AS s ON s.settlement_id = p.id
            LEFT JOIN fees AS f ON f.settlement_id = p.id
            GROUP BY p.id, p.settled_at
            ORDER BY p.settled_at DESC, p.id DESC
            """).ToListAsync();

        return [.. rows.Select(r => new SettlementView(
            r.Id,
            r.SettledAt,
            [.. Each(r.Sales).Select(x => new SaleLine(long.Parse(x[0]), decimal.Parse(x[1]), x[2])).OrderBy(x => x.Id)],
            [.. Each(r.Fees).Select(x => new FeeLine(long.Parse(x[0]), x[1], decimal.Parse(x[2]))).OrderBy(x => x.Id)]))];
    }

    private static IEnumerable<string[]> Each(string[] texts) => texts.Where(text => text.Length > 0).Distinct().Select(text => text.Split('|'));

    private sealed record Row(int Id, DateTime SettledAt, string[] Sales, string[] Fees);
}
