using Microsoft.EntityFrameworkCore;

public sealed class LedgerContext(DbContextOptions<LedgerContext> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Entry> Entries => Set<Entry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Id).HasColumnName("id");
            account.Property(a => a.Iban).HasColumnName("iban");
            account.Property(a => a.Holder).HasColumnName("holder");
        });

        modelBuilder.Entity<Entry>(entry =>
        {
            entry.ToTable("entries");
            entry.Property(e => e.Id).HasColumnName("id");
            entry.Property(e => e.AccountId).HasColumnName("account_id");
            entry.Property(e => e.BookedAt).HasColumnName("booked_at");
            entry.Property(e => e.Amount).HasColumnName("amount");
            entry.Property(e => e.Description).HasColumnName("description");
            entry.HasOne(e => e.Account).WithMany(a => a.Entries).HasForeignKey(e => e.AccountId);

            // The index that is there: by account, the newest first.
            entry.HasIndex(e => new { e.AccountId, e.BookedAt, e.Id }).IsDescending(false, true, true);
        });
    }
}
