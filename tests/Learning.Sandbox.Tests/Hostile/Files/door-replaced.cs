// tries: Replace the door by a socket of its own, to be asked what others ask. The door is there, and stays.
// expect: answers door
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var door = Directory.GetFileSystemEntries("/door")[0];
        return Attack.Works(
            ("door", () => Directory.GetFileSystemEntries(door).Length == 1),
            ("new file", () => { File.WriteAllText(door + "/hostile-left", "x"); return true; }), ("delete", () => { File.Delete(Directory.GetFileSystemEntries(door)[0]); return true; }),
            ("rename", () => { Directory.Move(door, "/door/other"); return true; }), ("new door", () => Directory.CreateDirectory("/door/hostile-left")),
            ("link", () => File.CreateSymbolicLink("/door/hostile-left", "{{canary-work}}")));
    }
}
