// tries: Write on the real standard error for ever: it is read, and forgotten.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var bytes = new byte[1 << 16];
        while (true) Kernel.write(2, bytes, bytes.Length);
    }
}
