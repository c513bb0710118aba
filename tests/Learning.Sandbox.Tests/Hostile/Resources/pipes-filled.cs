// tries: Fill pipes and sockets with what nobody reads: their buffers are the kernel's memory.
// expect: answers less than 600 MB | MemoryLimit | RuntimeError
// limit: 8
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var ends = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
        var bytes = new byte[1 << 20];
        long total = 0;
        while (Kernel.syscall(293, ends, 0x800) == 0)
        {
            var end = System.Runtime.InteropServices.Marshal.ReadInt32(ends, 4);
            Kernel.syscall(72, end, 1031, 1 << 20);
            while (Kernel.write(end, bytes, bytes.Length) is > 0 and var count) total += count;
        }
        return total < 600L << 20 ? "less than 600 MB" : $"{total >> 20} MB";
    }
}
