using System.Runtime.InteropServices;

/// <summary>Tries things and answers with the names of those that worked. Every case has one that must: else it proves nothing.</summary>
public static class Attack
{
    public static List<string> Works(params (string Name, Func<object?> Try)[] attempts)
    {
        var worked = new List<string>();
        foreach (var (name, attempt) in attempts)
        {
            try
            {
                if (attempt() is not false) worked.Add(name);
            }
            catch (Exception)
            {
                // It did not work.
            }
        }
        return worked;
    }

    /// <summary>The names of those files that something can be read of. A file that is masked is empty.</summary>
    public static List<string> Readable(params string[] paths) =>
        [.. paths.Where(path => { try { using var file = File.OpenRead(path); return file.ReadByte() >= 0; } catch (Exception) { return false; } })];
}

/// <summary>System calls by number (x86-64), as libc makes them.</summary>
public static partial class Kernel
{
    [DllImport("libc", SetLastError = true)] public static extern long syscall(long number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0);
    [DllImport("libc", SetLastError = true)] public static extern int socket(int domain, int type, int protocol);
    [DllImport("libc", SetLastError = true)] public static extern int open(string path, int flags, int mode = 0);
    [DllImport("libc", SetLastError = true)] public static extern nint write(int fd, byte[] bytes, nint count);
    [DllImport("libc", SetLastError = true)] public static extern int close(int fd);
    [DllImport("libc", SetLastError = true)] public static extern int kill(int pid, int signal);
    [DllImport("libc", SetLastError = true)] public static extern int mkfifo(string path, int mode);
    [DllImport("libc", SetLastError = true)] public static extern int link(string from, string to);
    [DllImport("libc", SetLastError = true)] public static extern int flock(int fd, int operation);
    [DllImport("libc", SetLastError = true)] public static extern int ioctl(int fd, ulong request, byte[] argument);
    [DllImport("libc", SetLastError = true)] public static extern int mount(string source, string target, string? type, ulong flags, string? data);
    [DllImport("libc", SetLastError = true)] public static extern int chroot(string path);
    [DllImport("libc", SetLastError = true)] public static extern int ftruncate(int fd, long length);
    [DllImport("libc", SetLastError = true)] public static extern int posix_fallocate(int fd, long offset, long length);
    [DllImport("libc", SetLastError = true)] public static extern nint mmap(nint at, nint length, int protection, int flags, int fd, nint offset);
    [DllImport("libc", SetLastError = true)] public static extern nint signal(int number, nint handler);

    /// <summary>"worked", or the error's name: a wrong argument (EINVAL, EFAULT) is told apart from a refusal.</summary>
    public static string Say(long returned) => returned >= 0 ? "worked" : Marshal.GetLastPInvokeError() switch
    {
        1 => "EPERM", 2 => "ENOENT", 3 => "ESRCH", 9 => "EBADF", 12 => "ENOMEM", 13 => "EACCES", 14 => "EFAULT", 18 => "EXDEV", 22 => "EINVAL", 24 => "EMFILE", 25 => "ENOTTY", 27 => "EFBIG",
        28 => "ENOSPC", 30 => "EROFS", 38 => "ENOSYS", 93 => "EPROTONOSUPPORT", 94 => "ESOCKTNOSUPPORT", 97 => "EAFNOSUPPORT", var other => "errno " + other,
    };

    /// <summary>Refused by whatever keeps it: not permitted, not there, no more of it allowed. Never a wrong argument.</summary>
    public static bool Refused(long returned) => returned < 0 && Say(returned) is "EPERM" or "EACCES" or "ENOSYS" or "ENOSPC" or "EAFNOSUPPORT" or "EROFS";

    public static string Call(string name, long number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        var returned = syscall(number, a, b, c, d, e, f);
        return Refused(returned) ? name + " refused" : name + " " + Say(returned);
    }
}

/// <summary>The runner's own protocol, spoken by the learner's code behind the runner's back.</summary>
public static class Protocol
{
    /// <summary>Raw bytes on the real standard output.</summary>
    public static void Say(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        for (var sent = 0; sent < bytes.Length;)
        {
            var count = Kernel.write(1, bytes[sent..], bytes.Length - sent);
            if (count <= 0) return;
            sent += (int)count;
        }
    }

    /// <summary>The nonce of the call that is running, found in this process's memory: nothing keeps code from reading its own. Say which one is an earlier call's.</summary>
    public static string Id(string? earlier = null)
    {
        byte[] pattern = [.. System.Text.Encoding.Unicode.GetBytes("{" + "\"do\":" + "\"call\",\"Id\":" + "\"")];
        using var memory = File.OpenRead("/proc/self/mem");
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!parts[1].StartsWith("rw") || parts.Length > 5) continue;
            var range = parts[0].Split('-');
            var (from, to) = (Convert.ToInt64(range[0], 16), Convert.ToInt64(range[1], 16));
            var bytes = new byte[1 << 20];
            for (var at = from; at < to; at += bytes.Length - 1024)
            {
                memory.Position = at;
                int read;
                try { read = memory.Read(bytes, 0, (int)Math.Min(bytes.Length, to - at)); } catch (IOException) { break; }
                if (read <= 0) break;
                for (var start = 0; bytes.AsSpan(start, read - start).IndexOf(pattern) is >= 0 and var hit && start + hit + pattern.Length + 48 <= read; start += hit + pattern.Length)
                {
                    var id = System.Text.Encoding.Unicode.GetString(bytes, start + hit + pattern.Length, 48);
                    if (id != earlier && id.All(char.IsAsciiHexDigit)) return id;
                }
            }
        }
        throw new InvalidOperationException("no request in memory");
    }
}
