// tries: A million empty files: names and inodes are the kernel's memory.
// expect: answers full | TimeLimit | MemoryLimit | RuntimeError
// limit: 4
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        try { for (var i = 0; i < 1_000_000; i++) Kernel.close(Kernel.open($"/tmp/hostile-left-{i}", 0x41, 0x1b6) is >= 0 and var fd ? fd : throw new IOException()); }
        catch (IOException) { return "full"; }
        return "a million files";
    }
}
