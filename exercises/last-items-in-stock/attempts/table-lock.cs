// verdict: OverBudget at Fast
// Right, and everybody waits for everybody: one customer at a time in the whole shop.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"LOCK TABLE products IN SHARE ROW EXCLUSIVE MODE");
        var product = await db.Products.SingleAsync(p => p.Id == productId);
        if (product.Stock < quantity)
            return new ReservationResult(false);

        product.Stock -= quantity;
        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new ReservationResult(true);
    }
}
