// verdict: OverBudget at Frugal
// Three statements at every size, but the lists are fetched for all that the merchant ever settled.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var settlements = await db.Settlements
            .AsNoTracking()
            .Where(s => s.MerchantId == merchantId)
            .OrderByDescending(s => s.SettledAt)
            .ThenByDescending(s => s.Id)
            .Take(take)
            .ToListAsync();
        var sales = (await db.Sales.AsNoTracking().Where(x => x.Settlement.MerchantId == merchantId).ToListAsync()).ToLookup(x => x.SettlementId);
        var fees = (await db.Fees.AsNoTracking().Where(x => x.Settlement.MerchantId == merchantId).ToListAsync()).ToLookup(x => x.SettlementId);

        return [.. settlements.Select(s => new SettlementView(
            s.Id,
            s.SettledAt,
            [.. sales[s.Id].OrderBy(x => x.Id).Select(x => new SaleLine(x.Id, x.Amount, x.Card))],
            [.. fees[s.Id].OrderBy(x => x.Id).Select(x => new FeeLine(x.Id, x.Kind, x.Amount))]))];
    }
}
