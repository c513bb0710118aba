// tries: Find a file behind any descriptor from 3 to 1023; one of its own that it opens among them is found.
// expect: answers own
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        File.WriteAllText("/tmp/own", "own");
        var own = Kernel.open("/tmp/own", 0);
        var found = new List<string>();
        for (var fd = 3; fd < 1024; fd++)
        {
            var link = new FileInfo("/proc/self/fd/" + fd).LinkTarget;
            if (link is null || !link.StartsWith("/") || link.StartsWith("/runner/") || link.StartsWith("/dotnet/") || link.StartsWith("/usr/lib") || link.StartsWith("/lib") || link.StartsWith("/proc") || link.StartsWith("/dev/")) continue;
            found.Add(fd == own ? "own" : link);
        }
        return found;
    }
}
