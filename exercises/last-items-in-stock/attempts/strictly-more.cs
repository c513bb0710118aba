// verdict: WrongAnswer at Correct
// Off by one: the last item is never sold.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var taken = await db.Products
            .Where(p => p.Id == productId && p.Stock > quantity)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - quantity));
        if (taken == 0)
            return new ReservationResult(false);

        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new ReservationResult(true);
    }
}
