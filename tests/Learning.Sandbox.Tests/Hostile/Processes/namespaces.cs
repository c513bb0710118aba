// tries: Make namespaces of its own, where it would be root, or enter others.
// expect: answers user refused, mount refused, pid refused, net refused, all refused, cgroup refused, time refused, clone refused, clone3 refused, setns refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var own = Kernel.open("/proc/self/ns/user", 0);
        var arguments = System.Runtime.InteropServices.Marshal.AllocHGlobal(88);
        for (var i = 0; i < 88; i += 8) System.Runtime.InteropServices.Marshal.WriteIntPtr(arguments, i, 0);
        System.Runtime.InteropServices.Marshal.WriteIntPtr(arguments, 0, 0x10000000);
        return new[]
        {
            Kernel.Call("user", 272, 0x10000000), Kernel.Call("mount", 272, 0x20000), Kernel.Call("pid", 272, 0x20000000), Kernel.Call("net", 272, 0x40000000), Kernel.Call("all", 272, 0x7e020000),
            Kernel.Call("cgroup", 272, 0x02000000), Kernel.Call("time", 272, 0x80), Kernel.Call("clone", 56, 0x10000011), Kernel.Call("clone3", 435, arguments, 88), Kernel.Call("setns", 308, own, 0),
        };
    }
}
