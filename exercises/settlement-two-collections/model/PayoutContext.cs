using Microsoft.EntityFrameworkCore;

public sealed class PayoutContext(DbContextOptions<PayoutContext> options) : DbContext(options)
{
    public DbSet<Merchant> Merchants => Set<Merchant>();
    public DbSet<Settlement> Settlements => Set<Settlement>();
    public DbSet<Sale> Sales => Set<Sale>();
    public DbSet<Fee> Fees => Set<Fee>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Merchant>(merchant =>
        {
            merchant.ToTable("merchants");
            merchant.Property(m => m.Id).HasColumnName("id");
            merchant.Property(m => m.Name).HasColumnName("name");
            merchant.Property(m => m.Town).HasColumnName("town");
        });

        modelBuilder.Entity<Settlement>(settlement =>
        {
            settlement.ToTable("settlements");
            settlement.Property(s => s.Id).HasColumnName("id");
            settlement.Property(s => s.MerchantId).HasColumnName("merchant_id");
            settlement.Property(s => s.SettledAt).HasColumnName("settled_at");
            settlement.Property(s => s.Reference).HasColumnName("reference");
            settlement.Property(s => s.Note).HasColumnName("note");
            settlement.HasOne(s => s.Merchant).WithMany(m => m.Settlements).HasForeignKey(s => s.MerchantId);
        });

        modelBuilder.Entity<Sale>(sale =>
        {
            sale.ToTable("sales");
            sale.Property(s => s.Id).HasColumnName("id");
            sale.Property(s => s.SettlementId).HasColumnName("settlement_id");
            sale.Property(s => s.SoldAt).HasColumnName("sold_at");
            sale.Property(s => s.Amount).HasColumnName("amount");
            sale.Property(s => s.Card).HasColumnName("card");
            sale.Property(s => s.Terminal).HasColumnName("terminal");
            sale.HasOne(s => s.Settlement).WithMany(s => s.Sales).HasForeignKey(s => s.SettlementId);
        });

        modelBuilder.Entity<Fee>(fee =>
        {
            fee.ToTable("fees");
            fee.Property(f => f.Id).HasColumnName("id");
            fee.Property(f => f.SettlementId).HasColumnName("settlement_id");
            fee.Property(f => f.Kind).HasColumnName("kind");
            fee.Property(f => f.Amount).HasColumnName("amount");
            fee.HasOne(f => f.Settlement).WithMany(s => s.Fees).HasForeignKey(f => f.SettlementId);
        });
    }
}
