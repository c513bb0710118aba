// tries: Leave files where a later run, or another's, would find them, and look for those of an earlier one. In this run they are found.
// expect: answers control
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var places = new[] { "/tmp", "/dev/shm" };
        var earlier = places.Append("/var/tmp").Append("/run").Append("/run/lock").Where(Directory.Exists).SelectMany(place => Directory.EnumerateFileSystemEntries(place, "hostile-left*")).Where(path => !path.EndsWith("-mine")).ToList();
        return Attack.Works(
            ("control", () => { foreach (var place in places) File.WriteAllText(place + "/hostile-left-mine", "x"); return places.All(place => File.Exists(place + "/hostile-left-mine")); }),
            ("earlier", () => earlier.Count > 0));
    }
}
