// tries: Fill the process table with children that nobody waits for.
// expect: RuntimeError threads and processes
// limit: 8
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.syscall(39); Kernel.syscall(60 + 2, 0, 0);
        for (var i = 0; i < 5_000; i++) if (Kernel.syscall(57) == 0) Kernel.syscall(231, 0);
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
