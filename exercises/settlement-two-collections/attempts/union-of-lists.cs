// verdict: Passed
// One statement with a row for each fact: sales and fees stand below one another instead of beside.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var rows = await db.Database.SqlQuery<Row>($"""
            WITH page AS MATERIALIZED
                (SELECT id, settled_at FROM settlements WHERE merchant_id = {merchantId} ORDER BY settled_at DESC, id DESC LIMIT {take})
            SELECT 0 AS "Kind", id AS "Settlement", settled_at AS "SettledAt", 0::bigint AS "Id", 0.0 AS "Amount", '' AS "Text" FROM page
            UNION ALL
            SELECT 1, s.settlement_id, NULL, s.id, s.amount, s.card FROM page AS p JOIN sales AS s ON s.settlement_id = p.id
            UNION ALL
            SELECT 2, f.settlement_id, NULL, f.id, f.amount, f.kind FROM page AS p JOIN fees AS f ON f.settlement_id = p.id
            """).ToListAsync();
        var sales = rows.Where(r => r.Kind == 1).OrderBy(r => r.Id).ToLookup(r => r.Settlement, r => new SaleLine(r.Id, r.Amount, r.Text));
        var fees = rows.Where(r => r.Kind == 2).OrderBy(r => r.Id).ToLookup(r => r.Settlement, r => new FeeLine(r.Id, r.Text, r.Amount));

        return [.. rows.Where(r => r.Kind == 0)
            .OrderByDescending(r => r.SettledAt)
            .ThenByDescending(r => r.Settlement)
            .Select(r => new SettlementView(r.Settlement, r.SettledAt!.Value, [.. sales[r.Settlement]], [.. fees[r.Settlement]]))];
    }

    private sealed record Row(int Kind, int Settlement, DateTime? SettledAt, long Id, decimal Amount, string Text);
}
