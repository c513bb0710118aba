// tries: Overflow the stack.
// expect: RuntimeError stack overflow
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        static int Deep(int n) => Deep(n + 1) + 1;
        return Deep(0);
    }
}
