// tries: Keep files of the host by hard links, and make nodes of devices and pipes where nobody expects them. A link within /tmp works.
// expect: answers control
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        File.WriteAllText("/tmp/own", "own");
        return Attack.Works(
            ("control", () => Kernel.link("/tmp/own", "/tmp/hostile-left-link") == 0),
            ("runner", () => Kernel.link("/runner/Learning.Runner.dll", "/tmp/hostile-left-dll") == 0), ("program", () => Kernel.link("/proc/self/exe", "/tmp/hostile-left-exe") == 0),
            ("pipe at the door", () => Kernel.mkfifo("/door/hostile-left", 0x1b6) == 0), ("disk", () => Kernel.syscall(133, Path("/tmp/hostile-left-disk"), 0x61b0, 0x800) == 0),
            ("memory", () => Kernel.syscall(133, Path("/tmp/hostile-left-memory"), 0x21b6, 0x101) == 0));

        static nint Path(string text) => System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(text);
    }
}
