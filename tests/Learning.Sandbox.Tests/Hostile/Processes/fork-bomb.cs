// tries: Fork without end, in every child as well.
// expect: RuntimeError threads and processes | MemoryLimit
// limit: 8
// alone: Until it is stopped it takes what processor there is.
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.syscall(39);
        while (true) Kernel.syscall(57);
    }
}
