using Microsoft.EntityFrameworkCore;

public sealed class BankContext(DbContextOptions<BankContext> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Booking> Bookings => Set<Booking>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Id).HasColumnName("id");
            account.Property(a => a.Iban).HasColumnName("iban");
            account.Property(a => a.Holder).HasColumnName("holder");
            account.Property(a => a.OpenedOn).HasColumnName("opened_on");
        });

        modelBuilder.Entity<Booking>(booking =>
        {
            booking.ToTable("bookings");
            booking.Property(b => b.Id).HasColumnName("id");
            booking.Property(b => b.AccountId).HasColumnName("account_id");
            booking.Property(b => b.BookedAt).HasColumnName("booked_at");
            booking.Property(b => b.ValueDate).HasColumnName("value_date");
            booking.Property(b => b.Amount).HasColumnName("amount");
            booking.Property(b => b.Currency).HasColumnName("currency");
            booking.Property(b => b.Counterparty).HasColumnName("counterparty");
            booking.Property(b => b.CounterpartyIban).HasColumnName("counterparty_iban");
            booking.Property(b => b.Category).HasColumnName("category");
            booking.Property(b => b.Purpose).HasColumnName("purpose");
            booking.Property(b => b.Receipt).HasColumnName("receipt");
            booking.Property(b => b.Message).HasColumnName("message").HasColumnType("jsonb");
            booking.HasOne(b => b.Account).WithMany(a => a.Bookings).HasForeignKey(b => b.AccountId);
        });
    }
}
