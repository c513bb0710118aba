// verdict: WrongAnswer at Concurrent
// A cheat: when somebody else has the row, say no. Customers are refused what stays on the shelf.
using Microsoft.EntityFrameworkCore;
using Npgsql;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        Product product;
        try
        {
            product = await db.Products.FromSql($"SELECT * FROM products WHERE id = {productId} FOR UPDATE NOWAIT").SingleAsync();
        }
        catch (Exception error) when (error.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            return new ReservationResult(false);
        }
        if (product.Stock < quantity)
            return new ReservationResult(false);

        product.Stock -= quantity;
        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new ReservationResult(true);
    }
}
