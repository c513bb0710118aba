// tries: Turn the kernel's switches: core_pattern (a program of the host's own would run), sysrq, the host's name, swappiness, binfmt. Reading one works.
// expect: answers control
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Works(
            ("control", () => File.ReadAllText("/proc/sys/kernel/ostype").Contains("Linux")),
            ("core_pattern", () => { File.WriteAllText("/proc/sys/kernel/core_pattern", "|/tmp/hostile-left"); return true; }), ("sysrq", () => { File.WriteAllText("/proc/sysrq-trigger", "h"); return true; }),
            ("hostname", () => { File.WriteAllText("/proc/sys/kernel/hostname", "mine"); return true; }), ("swappiness", () => { File.WriteAllText("/proc/sys/vm/swappiness", "0"); return true; }),
            ("overcommit", () => { File.WriteAllText("/proc/sys/vm/drop_caches", "3"); return true; }), ("binfmt", () => { File.WriteAllText("/proc/sys/fs/binfmt_misc/register", ":x:M::x::/tmp/x:"); return true; }),
            ("oom score", () => { File.WriteAllText("/proc/self/oom_score_adj", "-1000"); return true; }), ("cgroup", () => { File.WriteAllText("/sys/fs/cgroup/cgroup.procs", "1"); return true; }),
            ("release_agent", () => { File.WriteAllText("/sys/fs/cgroup/release_agent", "/tmp/x"); return true; }), ("uid_map", () => { File.WriteAllText("/proc/self/uid_map", "0 0 1"); return true; }));
    }
}
