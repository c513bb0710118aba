// tries: Fill System V shared memory, which outlives processes and is nobody's once it is let go of.
// expect: answers refused
// limit: 8
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        for (var segment = 0; segment < 200; segment++)
        {
            var id = Kernel.syscall(29, 0, 32 << 20, 0x3b6);
            if (id < 0) return "refused";
            var at = (nint)Kernel.syscall(30, (nint)id);
            for (var i = 0; i < 32 << 20; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(at, i, 1);
            Kernel.syscall(67, at);
        }
        return "six gigabytes";
    }
}
