using Microsoft.EntityFrameworkCore;
using Npgsql;
public sealed class Item { public int Id { get; set; } public required string Name { get; set; } }
public sealed class ItemContext(DbContextOptions<ItemContext> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();
    public NpgsqlConnection Connection => (NpgsqlConnection)Database.GetDbConnection();
    protected override void OnModelCreating(ModelBuilder model) => model.Entity<Item>(item =>
    {
        item.ToTable("item");
        item.Property(each => each.Id).HasColumnName("id");
        item.Property(each => each.Name).HasColumnName("name");
    });
    /// <summary>Runs one command and counts the rows that it hands over.</summary>
    public async Task<int> RowsAsync(string sql)
    {
        if (Connection.State != System.Data.ConnectionState.Open) await Connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, Connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        do { while (await reader.ReadAsync()) rows++; } while (await reader.NextResultAsync());
        return rows;
    }
}
