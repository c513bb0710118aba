// tries: See processes of the host. Its own is there, the jail's first, and no third.
// expect: answers 2
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Directory.EnumerateDirectories("/proc").Count(folder => int.TryParse(Path.GetFileName(folder), out _));
    }
}
