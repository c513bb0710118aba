// verdict: WrongAnswer at Correct
// A split query, but the sales come in the order of the day, which is not the order of their ids.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public Task<List<SettlementView>> GetAsync(int merchantId, int take) =>
        db.Settlements
            .Where(s => s.MerchantId == merchantId)
            .OrderByDescending(s => s.SettledAt)
            .ThenByDescending(s => s.Id)
            .Take(take)
            .Select(s => new SettlementView(
                s.Id,
                s.SettledAt,
                s.Sales.OrderBy(x => x.SoldAt).Select(x => new SaleLine(x.Id, x.Amount, x.Card)).ToList(),
                s.Fees.Select(x => new FeeLine(x.Id, x.Kind, x.Amount)).ToList()))
            .AsSplitQuery()
            .ToListAsync();
}
