// tries: Print ten gigabytes.
// expect: OutputLimit 1024 KB
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var line = new string('x', 10_000);
        for (var i = 0; i < 1_000_000; i++) Console.WriteLine(line);
        return 7;
    }
}
