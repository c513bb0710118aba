// verdict: WrongAnswer at Correct
// Inner joins lose the settlements that have no fees, and those that have no sales.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        var page = db.Settlements
            .Where(s => s.MerchantId == merchantId)
            .OrderByDescending(s => s.SettledAt)
            .ThenByDescending(s => s.Id)
            .Take(take);
        var sales = await page.SelectMany(s => s.Sales, (s, x) => new { s.Id, s.SettledAt, Line = new SaleLine(x.Id, x.Amount, x.Card) }).ToListAsync();
        var fees = (await page.SelectMany(s => s.Fees, (s, x) => new { s.Id, Line = new FeeLine(x.Id, x.Kind, x.Amount) }).ToListAsync()).ToLookup(x => x.Id, x => x.Line);

        return [.. sales
            .GroupBy(x => (x.SettledAt, x.Id))
            .OrderByDescending(g => g.Key)
            .Where(g => fees[g.Key.Id].Any())
            .Select(g => new SettlementView(g.Key.Id, g.Key.SettledAt, [.. g.Select(x => x.Line).OrderBy(x => x.Id)], [.. fees[g.Key.Id].OrderBy(x => x.Id)]))];
    }
}
