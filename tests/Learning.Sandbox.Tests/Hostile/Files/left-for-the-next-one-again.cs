// tries: The same once more, in another run: whatever the first one left would be found here, or by it..
// expect: answers control
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var earlier = new[] { "/tmp", "/dev/shm" }.SelectMany(place => Directory.EnumerateFileSystemEntries(place, "hostile-left*")).Where(path => !path.EndsWith("-other")).ToList();
        return Attack.Works(
            ("control", () => { File.WriteAllText("/tmp/hostile-left-other", "x"); return File.Exists("/tmp/hostile-left-other"); }),
            ("earlier", () => earlier.Count > 0),
            ("segment of others", () => File.ReadLines("/proc/sysvipc/shm").Skip(1).Any()));
    }
}
