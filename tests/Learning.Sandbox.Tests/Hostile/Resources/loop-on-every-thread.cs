// tries: Loop on sixty-four threads: the control beside it must have its share.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        for (var i = 0; i < 64; i++) new Thread(() => { while (true) { } }).Start();
        while (true) { }
    }
}
