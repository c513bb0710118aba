// tries: Become somebody: root's ids, groups, capabilities, limits above its own, real-time scheduling. What it is says that no program gives it more.
// expect: answers setuid refused, setgid EINVAL, setgroups refused, nofile refused, realtime refused, nice refused, host name refused, CapEff 0000000000000000, CapBnd 0000000000000000, NoNewPrivs 1, Seccomp 2
// docker: answers setuid refused, setgid refused, setgroups refused, nofile refused, realtime refused, nice refused, host name refused, CapEff 0000000000000000, CapBnd 0000000000000000, NoNewPrivs 1, Seccomp 2
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var limit = System.Runtime.InteropServices.Marshal.AllocHGlobal(16);
        System.Runtime.InteropServices.Marshal.WriteIntPtr(limit, 1 << 20); System.Runtime.InteropServices.Marshal.WriteIntPtr(limit, 8, 1 << 20);
        var priority = System.Runtime.InteropServices.Marshal.AllocHGlobal(4);
        System.Runtime.InteropServices.Marshal.WriteInt32(priority, 50);
        var status = File.ReadLines("/proc/self/status").Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        var setuid = Kernel.Call("setuid", 105, 0);
        return new[]
        {
            setuid.EndsWith("EINVAL") ? "setuid refused" : setuid, Kernel.Call("setgid", 106, 0), Kernel.Call("setgroups", 116, 1, limit), Kernel.Call("nofile", 160, 7, limit), Kernel.Call("realtime", 144, 0, 1, priority), Kernel.Call("nice", 141, 0, 0, -20),
            Kernel.Call("host name", 170, limit, 3), "CapEff " + status["CapEff"], "CapBnd " + status["CapBnd"], "NoNewPrivs " + status["NoNewPrivs"], "Seccomp " + status["Seccomp"],
        };
    }
}
