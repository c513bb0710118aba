// verdict: WrongAnswer at Correct
// The stock goes down and nobody has written for whom.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        var taken = await db.Products
            .Where(p => p.Id == productId && p.Stock >= quantity)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - quantity));
        return new ReservationResult(taken == 1);
    }
}
