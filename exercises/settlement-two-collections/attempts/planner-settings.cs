// verdict: RuntimeError at Correct
// More memory and another join method change how the multiplied rows are made. They are made and sent all the same.
using Microsoft.EntityFrameworkCore;

public sealed class PayoutsPage(PayoutContext db)
{
    public async Task<List<SettlementView>> GetAsync(int merchantId, int take)
    {
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET work_mem = '256MB'; SET enable_nestloop = off");
        var settlements = await db.Settlements
            .Include(s => s.Sales)
            .Include(s => s.Fees)
            .AsNoTracking()
            .Where(s => s.MerchantId == merchantId)
            .OrderByDescending(s => s.SettledAt)
            .ThenByDescending(s => s.Id)
            .Take(take)
            .ToListAsync();

        return [.. settlements.Select(s => new SettlementView(
            s.Id,
            s.SettledAt,
            [.. s.Sales.OrderBy(x => x.Id).Select(x => new SaleLine(x.Id, x.Amount, x.Card))],
            [.. s.Fees.OrderBy(x => x.Id).Select(x => new FeeLine(x.Id, x.Kind, x.Amount))]))];
    }
}
