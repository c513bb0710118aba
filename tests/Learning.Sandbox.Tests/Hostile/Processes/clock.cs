// tries: Set the machine's clock.
// expect: answers settimeofday refused, clock_settime refused, adjtimex refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var time = System.Runtime.InteropServices.Marshal.AllocHGlobal(256);
        for (var i = 0; i < 256; i += 8) System.Runtime.InteropServices.Marshal.WriteIntPtr(time, i, 0);
        System.Runtime.InteropServices.Marshal.WriteInt32(time, 1);
        return new[] { Kernel.Call("settimeofday", 164, time, 0), Kernel.Call("clock_settime", 227, 0, time), Kernel.Call("adjtimex", 159, time) };
    }
}
