// tries: Read the supervisor's next request from standard input before the runner does. No answer comes of it, or one that was seen like any other.
// expect: TimeLimit | RuntimeError
// limit: 3
// through: answer
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        new Thread(() => { using var input = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(0, false), FileAccess.Read); var bytes = new byte[65536]; while (input.Read(bytes) > 0) { } Thread.Sleep(Timeout.Infinite); }) { IsBackground = true }.Start();
        Thread.Sleep(200);
        for (var fd = 3; fd < 100; fd++) if (new FileInfo("/proc/self/fd/" + fd).LinkTarget == new FileInfo("/proc/self/fd/0").LinkTarget) Kernel.close(fd);
        return 7;
    }
}
