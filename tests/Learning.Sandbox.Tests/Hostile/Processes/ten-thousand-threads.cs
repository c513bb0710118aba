// tries: Ten thousand threads.
// expect: RuntimeError threads and processes | MemoryLimit
// limit: 8
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        for (var i = 0; i < 10_000; i++) new Thread(() => Thread.Sleep(Timeout.Infinite), 64 << 10) { IsBackground = true }.Start();
        return 7;
    }
}
