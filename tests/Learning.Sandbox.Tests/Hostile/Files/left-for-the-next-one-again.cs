// tries: The same once more, in another run: whatever the first one left would be found here, or by it. A System V segment and a message queue as well.
// expect: answers control
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var earlier = new[] { "/tmp", "/dev/shm" }.SelectMany(place => Directory.EnumerateFileSystemEntries(place, "hostile-left*")).Where(path => !path.EndsWith("-other")).ToList();
        return Attack.Works(
            ("control", () => { File.WriteAllText("/tmp/hostile-left-other", "x"); return Kernel.syscall(29, 0x10ff + size, 4096, 0x3b6) >= 0; }),
            ("earlier", () => earlier.Count > 0),
            ("segment of others", () => File.ReadLines("/proc/sysvipc/shm").Skip(1).Any(line => !line.Contains((0x10ff + size).ToString()))),
            ("queue of others", () => File.ReadLines("/proc/sysvipc/msg").Skip(1).Any()));
    }
}
