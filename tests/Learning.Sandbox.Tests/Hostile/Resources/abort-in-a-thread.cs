// tries: An unhandled exception on a thread of its own, while the answer is on its way.
// expect: RuntimeError exit code
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        new Thread(() => throw new InvalidOperationException("nobody catches this")).Start();
        Thread.Sleep(3_000);
        return 7;
    }
}
