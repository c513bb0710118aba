// tries: Speak to another submission, or watch it, by locks, leases and notices of access on files that all can see. Reading such a file works.
// expect: answers control
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var shared = Kernel.open("/runner/Learning.Runner.dll", 0);
        return Attack.Works(
            ("control", () => shared >= 0 && File.ReadAllBytes("/runner/Learning.Runner.dll").Length > 0),
            ("flock", () => Kernel.flock(shared, 2 | 4) == 0), ("shared flock", () => Kernel.flock(shared, 1 | 4) == 0), ("lease", () => Kernel.syscall(72, shared, 1024, 0) == 0),
            ("notice", () => Kernel.syscall(72, shared, 1026, 1) == 0), ("watch", () => Kernel.syscall(294) >= 0), ("old watch", () => Kernel.syscall(253) >= 0));
    }
}
