// tries: Calls that holes in kernels were reached through, each with arguments that would be right.
// expect: answers io_uring refused, bpf refused, perf refused, userfaultfd refused, add_key refused, request_key refused, keyctl refused, secret refused, ldt refused, handle refused, fanotify refused, kexec refused, module refused, swap refused, reboot refused, quota refused, acct refused, syslog refused, port refused, fsopen refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var zero = System.Runtime.InteropServices.Marshal.AllocHGlobal(512);
        for (var i = 0; i < 512; i += 8) System.Runtime.InteropServices.Marshal.WriteIntPtr(zero, i, 0);
        var user = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8("user");
        var tmpfs = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8("tmpfs");
        return new[]
        {
            Kernel.Call("io_uring", 425, 8, zero), Kernel.Call("bpf", 321, 0, zero, 72), Kernel.Call("perf", 298, zero, 0, -1, -1, 0), Kernel.Call("userfaultfd", 323, 1), Kernel.Call("add_key", 248, user, user, zero, 8, -2),
            Kernel.Call("request_key", 249, user, user, 0, -2), Kernel.Call("keyctl", 250, 0, -3, 0), Kernel.Call("secret", 447, 0), Kernel.Call("ldt", 154, 0, zero, 16), Kernel.Call("handle", 304, -100, zero, 0), Kernel.Call("fanotify", 300, 0, 0),
            Kernel.Call("kexec", 246, 0, 0, zero, 0), Kernel.Call("module", 175, zero, 8, user), Kernel.Call("swap", 167, user, 0), Kernel.Call("reboot", 169, unchecked((int)0xfee1dead), 672274793, unchecked((int)0x89abcdef)), Kernel.Call("quota", 179, 0, user, 0, zero),
            Kernel.Call("acct", 163, 0), Kernel.Call("syslog", 103, 3, zero, 8), Kernel.Call("port", 173, 0x80, 1, 1), Kernel.Call("fsopen", 430, tmpfs, 0),
        };
    }
}
