// tries: Deadlock on two locks.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var (one, other) = (new object(), new object());
        using var both = new Barrier(2);
        var thread = new Thread(() => { lock (other) { both.SignalAndWait(); lock (one) { } } });
        thread.Start();
        lock (one) { both.SignalAndWait(); lock (other) { } }
        return 7;
    }
}
