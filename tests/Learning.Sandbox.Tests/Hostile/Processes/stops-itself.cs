// tries: Stop its own process (SIGSTOP): nothing runs, no processor time is used, and no answer comes.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.kill(Environment.ProcessId, 19);
        return 7;
    }
}
