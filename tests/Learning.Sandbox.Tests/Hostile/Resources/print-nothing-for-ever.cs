// tries: Flush nothing for ever: each time an event of its own.
// expect: OutputLimit 1024 KB | TimeLimit
// limit: 3
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        while (true) { Console.Out.Write(" "); Console.Out.Flush(); }
    }
}
