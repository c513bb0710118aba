// verdict: Passed
// Optimistic: subtract where the stock is still the one that was read, else read again.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        while (true)
        {
            var seen = await db.Products.Where(p => p.Id == productId).Select(p => p.Stock).SingleAsync();
            if (seen < quantity)
                return new ReservationResult(false);

            await using var transaction = await db.Database.BeginTransactionAsync();
            var changed = await db.Products.Where(p => p.Id == productId && p.Stock == seen).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, seen - quantity));
            if (changed == 0)
                continue;

            db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return new ReservationResult(true);
        }
    }
}
