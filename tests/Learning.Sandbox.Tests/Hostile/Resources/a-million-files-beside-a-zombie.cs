// tries: A million empty files beside a child that has ended and that nobody waits for: it is the last of the jail's processes, and has no /tmp that a watchdog could look at.
// expect: RuntimeError files
// limit: 8
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.syscall(39);
        if (Kernel.syscall(57) == 0) Kernel.syscall(231, 0);
        try { for (var i = 0; i < 1_000_000; i++) Kernel.close(Kernel.open($"/tmp/hostile-left-{i}", 0x41, 0x1b6) is >= 0 and var fd ? fd : throw new IOException()); }
        catch (IOException) { return "full"; }
        return "a million files";
    }
}
