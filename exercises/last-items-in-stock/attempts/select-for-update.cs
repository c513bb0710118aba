// verdict: Passed
// The row is locked from the read on: one round trip longer than needed, and right.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var product = await db.Products.FromSql($"SELECT * FROM products WHERE id = {productId} FOR UPDATE").SingleAsync();
        if (product.Stock < quantity)
            return new ReservationResult(false);

        product.Stock -= quantity;
        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new ReservationResult(true);
    }
}
