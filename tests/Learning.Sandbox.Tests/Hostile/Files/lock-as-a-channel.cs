// tries: Speak to another submission, or watch it, by locks, leases and notices of access on files that all can see. Reading such a file works.
// expect: answers control
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var shared = Kernel.open("/runner/Learning.Runner.dll", 0);
        // struct flock of zeros: a lock for reading, which whoever may read may have, on the whole of the file.
        var range = System.Runtime.InteropServices.Marshal.AllocHGlobal(32);
        System.Runtime.InteropServices.Marshal.Copy(new byte[32], 0, range, 32);
        return Attack.Works(
            ("control", () => shared >= 0 && File.ReadAllBytes("/runner/Learning.Runner.dll").Length > 0),
            ("flock", () => Kernel.flock(shared, 2 | 4) == 0), ("shared flock", () => Kernel.flock(shared, 1 | 4) == 0), ("lease", () => Kernel.syscall(72, shared, 1024, 0) == 0),
            ("record lock", () => Kernel.syscall(72, shared, 6, range) == 0), ("record lock waited for", () => Kernel.syscall(72, shared, 7, range) == 0), ("record lock of others", () => Kernel.syscall(72, shared, 5, range) == 0),
            ("open file's lock", () => Kernel.syscall(72, shared, 37, range) == 0), ("open file's lock waited for", () => Kernel.syscall(72, shared, 38, range) == 0), ("open file's lock of others", () => Kernel.syscall(72, shared, 36, range) == 0),
            ("notice", () => Kernel.syscall(72, shared, 1026, 1) == 0), ("watch", () => Kernel.syscall(294) >= 0), ("old watch", () => Kernel.syscall(253) >= 0));
    }
}
