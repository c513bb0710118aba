// tries: Find a descriptor that somebody left open: its own, and those of every other process in the jail. Its own three streams are there.
// expect: answers 0 pipe, 1 pipe, 2 pipe
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Append("/proc/self"))
        {
            var self = process == "/proc/self";
            IEnumerable<string> open;
            try { open = Directory.EnumerateFileSystemEntries(process + "/fd").ToList(); } catch (Exception) { continue; }
            foreach (var fd in open)
            {
                var target = new FileInfo(fd).LinkTarget ?? "";
                var number = int.Parse(Path.GetFileName(fd));
                if (self && number <= 2) found.Add($"{number} {target.Split(':')[0]}");
                // What is left must be the jail's own: its files, and nameless things that the runtime made.
                else if (!target.StartsWith("/runner/") && !target.StartsWith("/dotnet/") && !target.StartsWith("/proc") && !target.StartsWith("/lib") && !target.StartsWith("/usr/lib") && !target.StartsWith("/dev/")
                    && !target.StartsWith("/memfd:doublemapper") && !target.StartsWith("anon_inode:") && !target.StartsWith("pipe:") && !target.StartsWith("socket:") && target.Length > 0) found.Add($"{process} {number} {target}");
            }
        }
        return found.Order();
    }
}
