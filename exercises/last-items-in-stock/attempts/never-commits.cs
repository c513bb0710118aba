// verdict: WrongAnswer at Correct
// A transaction that is left open: its changes end with the connection.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await db.Database.BeginTransactionAsync();
        var taken = await db.Products
            .Where(p => p.Id == productId && p.Stock >= quantity)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - quantity));
        if (taken == 0)
            return new ReservationResult(false);

        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        return new ReservationResult(true);
    }
}
