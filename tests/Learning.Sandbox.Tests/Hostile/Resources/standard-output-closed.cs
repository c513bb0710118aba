// tries: Close the real standard output and answer.
// expect: RuntimeError
// limit: 3
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.close(1);
        return 7;
    }
}
