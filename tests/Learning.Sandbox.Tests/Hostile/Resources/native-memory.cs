// tries: Take memory that the runtime does not count, and touch it.
// expect: MemoryLimit
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        while (true) { var part = System.Runtime.InteropServices.Marshal.AllocHGlobal(8 << 20); for (var i = 0; i < 8 << 20; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(part, i, 1); }
    }
}
