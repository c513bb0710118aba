// verdict: Passed
// The context puts sales and fees into the lists of the settlements that it tracks; three statements, no Include.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var settlements = await db.Settlements
            .Where(s => s.MerchantId == merchantId)
            .OrderByDescending(s => s.SettledAt)
            .ThenByDescending(s => s.Id)
            .Take(take)
            .ToListAsync();
        var ids = settlements.Select(s => s.Id).ToList();
        await db.Sales.Where(x => ids.Contains(x.SettlementId)).LoadAsync();
        await db.Fees.Where(x => ids.Contains(x.SettlementId)).LoadAsync();

        return [.. settlements.Select(s => new SettlementView(
            s.Id,
            s.SettledAt,
            [.. s.Sales.OrderBy(x => x.Id).Select(x => new SaleLine(x.Id, x.Amount, x.Card))],
            [.. s.Fees.OrderBy(x => x.Id).Select(x => new FeeLine(x.Id, x.Kind, x.Amount))]))];
    }
}
