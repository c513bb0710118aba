// A program like a learner's: the runner calls it and the compiler compiles it, each to be warm for the real one.
#nullable enable
using Microsoft.EntityFrameworkCore;

namespace Learning.Runner;

public sealed class Writer
{
    public int Id { get; set; }
    public string Name { get; set; } = "";
    public List<Book> Books { get; } = [];
}

public sealed class Book
{
    public long Id { get; set; }
    public int WriterId { get; set; }
    public string Title { get; set; } = "";
    public decimal Price { get; set; }
    public DateTime PrintedAt { get; set; }
    public Writer? Writer { get; set; }
}

public sealed record Line(long Id, string Title, string Writer, decimal Price, DateTime PrintedAt);

public sealed class Library(DbContextOptions<Library> options) : DbContext(options)
{
    public DbSet<Writer> Writers => Set<Writer>();
    public DbSet<Book> Books => Set<Book>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Writer>(writer => { writer.ToTable("writers"); writer.Property(each => each.Id).HasColumnName("id"); });
        model.Entity<Book>(book =>
        {
            book.ToTable("books");
            book.HasIndex(each => each.PrintedAt);
            book.HasOne(each => each.Writer).WithMany(writer => writer.Books).HasForeignKey(each => each.WriterId);
        });
    }
}

public sealed class Shelf(Library library)
{
    public async Task<List<Line>> ReadAsync(int size)
    {
        var ids = Enumerable.Range(1, size).ToList();
        // What nearly every answer does. Each shape more would cost every process what few of them need.
        var shapes = new[]
        {
            library.Books.Where(book => ids.Contains(book.WriterId)).OrderByDescending(book => book.PrintedAt).ThenBy(book => book.Id).Take(size)
                .Select(book => new { book.Id, book.Title, Writer = book.Writer!.Name }).ToQueryString(),
            library.Books.AsNoTracking().Include(book => book.Writer).Where(book => book.Id == size).ToQueryString(),
        };
        await Task.Yield();
        return [.. shapes.Where(shape => shape.Length > 0).Select((shape, index) => new Line(index, shape, "", 0.5m, DateTime.UnixEpoch))];
    }
}
