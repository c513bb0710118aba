// verdict: WrongAnswer at Concurrent
// The subtraction is atomic, the question before it is not: the shelf goes below nothing.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        if (!await db.Products.AnyAsync(p => p.Id == productId && p.Stock >= quantity))
            return new ReservationResult(false);

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Products.Where(p => p.Id == productId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - quantity));
        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new ReservationResult(true);
    }
}
