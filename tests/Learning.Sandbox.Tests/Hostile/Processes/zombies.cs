// tries: Fill the process table with children that nobody waits for.
// expect: RuntimeError threads and processes | answers capped | MemoryLimit
// limit: 20
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.syscall(39);
        var made = 0;
        for (var i = 0; i < 600; i++) { var child = Kernel.syscall(57); if (child == 0) Kernel.syscall(231, 0); if (child > 0) made++; }
        Thread.Sleep(1000); // quick machines make them all between two looks; they stay
        return made < 300 ? "capped" : $"{made} zombies";
    }
}
