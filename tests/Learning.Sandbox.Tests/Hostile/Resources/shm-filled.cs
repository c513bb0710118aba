// tries: Fill /dev/shm, and /dev, which are memory too.
// expect: answers less than 96 MB
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        long total = 0;
        foreach (var place in new[] { "/dev/shm", "/dev" })
        {
            try { for (var file = 0; file < 2_000; file++) { File.WriteAllBytes($"{place}/hostile-left-{file}", new byte[1 << 20]); total += 1 << 20; } }
            catch (Exception) { }
        }
        return total is > 0 and < 96 << 20 ? "less than 96 MB" : $"{total >> 20} MB";
    }
}
