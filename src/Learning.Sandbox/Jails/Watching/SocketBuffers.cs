using System.Buffers.Text;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// What the sockets of a jail can hold of what nobody has read: memory of the kernel's, which is in no process's count. The kernel counts sockets by network
/// (/proc/PID/net/sockstat), those among them that are on their way in another one's message and in nobody's hands.
/// </summary>
internal static class SocketBuffers
{
    /// <summary>Sockets that are not worth counting: a pool of connections is some tens.</summary>
    private const int Few = 512;
    /// <summary>net.core.wmem_default. A jail's filter denies asking for more.</summary>
    private const long BytesOfOne = 212_992;

    /// <summary>Nothing where the jail has the host's network: those sockets are everybody's. The outermost process, which is bubblewrap, is outside.</summary>
    public static long BytesOf(JailUsage usage)
    {
        foreach (var process in usage.Each.Skip(1))
        {
            if (CountSeenBy(process.Id) is { } count)
                return count > Few && Network("self") != Network($"{process.Id}") ? count * BytesOfOne : 0;
        }
        return 0;
    }

    /// <summary>Null where it has no network any more, as one that has ended and that nobody waited for.</summary>
    private static int? CountSeenBy(int process)
    {
        var said = ProcFile.Read($"/proc/{process}/net/sockstat", stackalloc byte[64]);
        return said.StartsWith(Used) && Utf8Parser.TryParse(said[Used.Length..], out int count, out _) ? count : null;
    }

    private static ReadOnlySpan<byte> Used => "sockets: used "u8;

    private static string? Network(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
}
