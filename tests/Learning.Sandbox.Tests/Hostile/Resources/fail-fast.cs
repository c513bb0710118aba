// tries: End the process by FailFast, with a message that says it ran out of memory.
// expect: RuntimeError | MemoryLimit
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Environment.FailFast("Out of memory");
        return 7;
    }
}
