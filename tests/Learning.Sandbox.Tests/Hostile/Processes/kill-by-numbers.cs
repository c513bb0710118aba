// tries: Kill processes of the host by number, the supervisor among them: the numbers mean nothing in here, or nobody at all.
// expect: answers 0
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var killed = 0;
        for (var pid = 2; pid < 70_000; pid++)
            if (pid != Environment.ProcessId && !Directory.Exists("/proc/" + pid) && Kernel.kill(pid, 9) == 0) killed++;
        return killed;
    }
}
