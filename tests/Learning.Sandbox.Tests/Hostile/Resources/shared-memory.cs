// tries: Take anonymous shared memory, which no process counts as its own alone.
// expect: MemoryLimit
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        while (true) { var part = Kernel.mmap(0, 8 << 20, 3, 0x21, -1, 0); if (part == -1) continue; for (var i = 0; i < 8 << 20; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(part, i, 1); }
    }
}
