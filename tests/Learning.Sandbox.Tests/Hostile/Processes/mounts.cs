// tries: Mount, unmount, move the root, leave it. Each call would be right for somebody who may.
// expect: answers refused, refused, refused, refused, refused, refused, refused, refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        static string Told(long returned) => Kernel.Refused(returned) ? "refused" : Kernel.Say(returned);
        var (runner, tmp, empty) = (Text("/runner"), Text("/tmp"), Text(""));
        return new[]
        {
            Told(Kernel.mount("none", "/tmp", "tmpfs", 0, null)), Told(Kernel.mount("/tmp", "/runner", null, 4096, null)), Told(Kernel.mount("none", "/runner", null, 32 | 4096, null)), Told(Kernel.mount("proc", "/proc", "proc", 0, null)),
            Told(Kernel.syscall(166, runner, 2)), Told(Kernel.syscall(155, tmp, tmp)), Told(Kernel.chroot("/tmp")), Told(Kernel.syscall(428, -100, runner, 1)),
        };

        static nint Text(string text) => System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(text);
    }
}
