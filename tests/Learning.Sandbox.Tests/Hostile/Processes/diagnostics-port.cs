// tries: Find the runtime's diagnostics port, to attach a profiler or a debugger to the harness. There is none, in /tmp or among the sockets.
// expect: answers nothing
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Directory.EnumerateFileSystemEntries("/tmp").Where(path => path.Contains("diagnostic") || path.Contains("debugger") || path.Contains("clr-debug"))
            .Concat(File.Exists("/proc/net/unix") ? File.ReadLines("/proc/net/unix").Where(line => line.Contains("diagnostic")) : []);
    }
}
