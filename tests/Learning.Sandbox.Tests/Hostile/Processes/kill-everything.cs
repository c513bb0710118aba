// tries: Kill every process that it may: minus one reaches all of its namespace and nobody else. The control beside it lives.
// expect: RuntimeError exit code 137 | RuntimeError closed its standard output | RuntimeError exit code
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.kill(-1, 9);
        Kernel.kill(Environment.ProcessId, 9);
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
