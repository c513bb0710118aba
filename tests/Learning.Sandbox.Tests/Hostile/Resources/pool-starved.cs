// tries: Block every thread of the pool, so that nothing of the harness's that needs one can run.
// expect: TimeLimit | answers 7 | RuntimeError threads and processes
// limit: 3
public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        for (var i = 0; i < 200; i++) ThreadPool.UnsafeQueueUserWorkItem(_ => Thread.Sleep(Timeout.Infinite), null);
        await Task.Delay(100);
        await Task.Run(() => 1);
        return 7;
    }
}
