// verdict: OverBudget at Frugal
// No row twice, and two statements for each settlement: the explosion has become an N+1.
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

        var views = new List<SettlementView>(settlements.Count);
        foreach (var settlement in settlements)
        {
            var sales = await db.Sales.Where(x => x.SettlementId == settlement.Id).OrderBy(x => x.Id)
                .Select(x => new SaleLine(x.Id, x.Amount, x.Card)).ToListAsync();
            var fees = await db.Fees.Where(x => x.SettlementId == settlement.Id).OrderBy(x => x.Id)
                .Select(x => new FeeLine(x.Id, x.Kind, x.Amount)).ToListAsync();
            views.Add(new SettlementView(settlement.Id, settlement.SettledAt, sales, fees));
        }

        return views;
    }
}
