// tries: Answer lists in lists, two thousand deep.
// expect: RuntimeError JsonException
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        object nested = 1;
        for (var i = 0; i < 2_000; i++) nested = new[] { nested };
        return nested;
    }
}
