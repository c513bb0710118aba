// tries: Leave a child behind that has its own session and hears no signal, and answer. It goes with the jail.
// expect: answers 7
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.syscall(39); Kernel.kill(Environment.ProcessId, 0); Kernel.signal(15, 1); Kernel.signal(2, 1); Kernel.signal(1, 1);
        if (Kernel.syscall(57) == 0) { Kernel.syscall(112); while (true) Kernel.syscall(34); }
        return 7;
    }
}
