// verdict: OverBudget at Frugal
// The join is written out and its duplicates are taken out in memory, where EF Core would have taken them out as well.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var rows = await (
            from settlement in db.Settlements
                .Where(s => s.MerchantId == merchantId)
                .OrderByDescending(s => s.SettledAt)
                .ThenByDescending(s => s.Id)
                .Take(take)
            from sale in settlement.Sales.DefaultIfEmpty()
            from fee in settlement.Fees.DefaultIfEmpty()
            orderby settlement.SettledAt descending, settlement.Id descending
            select new
            {
                settlement.Id,
                settlement.SettledAt,
                Sale = sale == null ? null : new SaleLine(sale.Id, sale.Amount, sale.Card),
                Fee = fee == null ? null : new FeeLine(fee.Id, fee.Kind, fee.Amount),
            }).ToListAsync();

        return [.. rows.GroupBy(r => (r.Id, r.SettledAt)).Select(g => new SettlementView(
            g.Key.Id,
            g.Key.SettledAt,
            [.. g.Select(r => r.Sale).OfType<SaleLine>().Distinct().OrderBy(x => x.Id)],
            [.. g.Select(r => r.Fee).OfType<FeeLine>().Distinct().OrderBy(x => x.Id)]))];
    }
}
