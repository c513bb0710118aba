// tries: Loop in a static constructor, before the method is called.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    private static readonly int One = Loop();
    public object RunAsync(int size) => One;
    private static int Loop() { while (true) { } }
}
