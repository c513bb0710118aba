using Microsoft.EntityFrameworkCore;

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Reservation> Reservations => Set<Reservation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("products");
            product.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
            product.Property(p => p.Name).HasColumnName("name");
            product.Property(p => p.Stocked).HasColumnName("stocked");
            product.Property(p => p.Stock).HasColumnName("stock");
        });

        modelBuilder.Entity<Reservation>(reservation =>
        {
            reservation.ToTable("reservations");
            reservation.Property(r => r.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            reservation.Property(r => r.ProductId).HasColumnName("product_id");
            reservation.Property(r => r.CustomerId).HasColumnName("customer_id");
            reservation.Property(r => r.Quantity).HasColumnName("quantity");
            reservation.Property(r => r.MadeAt).HasColumnName("made_at").HasDefaultValueSql("now()");
        });
    }
}
