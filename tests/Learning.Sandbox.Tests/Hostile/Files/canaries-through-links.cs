// tries: Reach the host's files through links in /tmp, and through other processes' roots and working directories. A link inside the jail works.
// expect: answers control
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        File.WriteAllText("/tmp/own", "own");
        return Attack.Works(
            ("control", () => { File.CreateSymbolicLink("/tmp/link", "/tmp/own"); return File.ReadAllText("/tmp/link") == "own"; }),
            ("link", () => { File.CreateSymbolicLink("/tmp/out", "{{canary-work}}"); return File.ReadAllText("/tmp/out"); }),
            ("up", () => File.ReadAllText("/tmp/../../../../../..{{canary-work}}")),
            ("root of 1", () => File.ReadAllText("/proc/1/root{{canary-work}}")), ("own root", () => File.ReadAllText("/proc/self/root{{canary-work}}")),
            ("thread's root", () => File.ReadAllText("/proc/thread-self/root{{canary-work}}")), ("working directory of 1", () => File.ReadAllText("/proc/1/cwd{{canary-work}}")),
            ("old root", () => Directory.EnumerateFileSystemEntries("/oldroot").Any()), ("new root", () => Directory.EnumerateFileSystemEntries("/newroot").Any()));
    }
}
