// tries: Fill /tmp: it is full long before the machine is.
// expect: answers less than 64 MB
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        long total = 0;
        try
        {
            for (var file = 0; ; file++) { File.WriteAllBytes($"/tmp/hostile-left-{file}", new byte[1 << 20]); total += 1 << 20; }
        }
        catch (IOException) { }
        return total is > 0 and < 64 << 20 ? "less than 64 MB" : $"{total >> 20} MB";
    }
}
