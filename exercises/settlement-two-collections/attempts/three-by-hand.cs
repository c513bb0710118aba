// verdict: Passed
// The page, then each list for exactly its ids: what a split query does, written out.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var page = await db.Settlements
            .Where(s => s.MerchantId == merchantId)
            .OrderByDescending(s => s.SettledAt)
            .ThenByDescending(s => s.Id)
            .Take(take)
            .Select(s => new { s.Id, s.SettledAt })
            .ToListAsync();
        var ids = page.Select(s => s.Id).ToList();
        var sales = (await db.Sales.Where(x => ids.Contains(x.SettlementId)).OrderBy(x => x.Id)
            .Select(x => new { x.SettlementId, Line = new SaleLine(x.Id, x.Amount, x.Card) }).ToListAsync()).ToLookup(x => x.SettlementId, x => x.Line);
        var fees = (await db.Fees.Where(x => ids.Contains(x.SettlementId)).OrderBy(x => x.Id)
            .Select(x => new { x.SettlementId, Line = new FeeLine(x.Id, x.Kind, x.Amount) }).ToListAsync()).ToLookup(x => x.SettlementId, x => x.Line);

        return [.. page.Select(s => new SettlementView(s.Id, s.SettledAt, [.. sales[s.Id]], [.. fees[s.Id]]))];
    }
}
