// tries: Trace and read other processes, and let itself be traced.
// expect: answers traceme refused, attach refused, seize refused, read refused, write refused, compare refused, take refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var vector = System.Runtime.InteropServices.Marshal.AllocHGlobal(64);
        System.Runtime.InteropServices.Marshal.WriteIntPtr(vector, vector + 32); System.Runtime.InteropServices.Marshal.WriteIntPtr(vector, 8, 8);
        return new[]
        {
            Kernel.Call("traceme", 101, 0), Kernel.Call("attach", 101, 16, 1), Kernel.Call("seize", 101, 0x4206, 1),
            Kernel.Call("read", 310, Environment.ProcessId, vector, 1, vector, 1), Kernel.Call("write", 311, Environment.ProcessId, vector, 1, vector, 1),
            Kernel.Call("compare", 312, Environment.ProcessId, Environment.ProcessId, 0), Kernel.Call("take", 438, 3, 0),
        };
    }
}
