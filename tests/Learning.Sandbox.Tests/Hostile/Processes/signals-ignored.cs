// tries: Ignore every signal that can be ignored, and loop.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        for (var signal = 1; signal < 65; signal++) if (signal is not (9 or 19 or 11)) Kernel.signal(signal, 1);
        while (true) { }
    }
}
