// verdict: OverBudget at Fast
// Right, and slow: a tenth of a second of something else happens between update and commit, while the connection and the row are held.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var taken = await db.Products
            .Where(p => p.Id == productId && p.Stock >= quantity)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - quantity));
        if (taken == 0)
            return new ReservationResult(false);

        await SendMailAsync();
        db.Reservations.Add(new Reservation { ProductId = productId, CustomerId = customerId, Quantity = quantity });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new ReservationResult(true);
    }

    private static Task SendMailAsync() => Task.Delay(100);
}
