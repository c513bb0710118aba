using Microsoft.EntityFrameworkCore;

public sealed class BankContext(DbContextOptions<BankContext> options) : DbContext(options)
{
    public DbSet<Booking> Bookings => Set<Booking>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Booking>(booking =>
    {
        booking.ToTable("bookings");
        booking.Property(b => b.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        booking.Property(b => b.AccountId).HasColumnName("account_id");
        booking.Property(b => b.Reference).HasColumnName("reference");
        booking.Property(b => b.BookedAt).HasColumnName("booked_at");
        booking.Property(b => b.Amount).HasColumnName("amount");
        booking.Property(b => b.Text).HasColumnName("text");
    });
}
