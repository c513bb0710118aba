// verdict: WrongAnswer at Concurrent
// A lock inside of one process: the second instance of the service does not know it.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await OneAtATime.WaitAsync();
        try
        {
            var product = await db.Products.SingleAsync(p => p.Id == productId);
            if (product.Stock < quantity)
                return new ReservationResult(false);

            product.Stock -= quantity;
            db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
            await db.SaveChangesAsync();
            return new ReservationResult(true);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
