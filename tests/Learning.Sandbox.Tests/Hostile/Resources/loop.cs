// tries: Loop for ever.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        while (true) { }
    }
}
