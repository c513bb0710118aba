using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        var product = await db.Products.SingleAsync(p => p.Id == productId);
        if (product.Stock < quantity)
            return new ReservationResult(false);

        product.Stock -= quantity;
        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        return new ReservationResult(true);
    }
}
