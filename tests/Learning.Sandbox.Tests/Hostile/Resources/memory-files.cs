// tries: Fill memory files (memfd), which are in no process's memory once they are written.
// expect: answers refused
// limit: 8
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var name = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8("x");
        var megabyte = new byte[1 << 20];
        Array.Fill(megabyte, (byte)1);
        for (var file = 0; file < 100; file++)
        {
            var fd = (int)Kernel.syscall(319, name, 0);
            if (fd < 0) return "refused";
            for (var i = 0; i < 60; i++) if (Kernel.write(fd, megabyte, megabyte.Length) < 0) return "full after " + file;
        }
        return "six gigabytes";
    }
}
