using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>Reads small files of /proc into a buffer of the caller's: a watchdog reads some thousands a second.</summary>
internal static unsafe partial class ProcFile
{
    private const int CloseOnExec = 0x80000;

    /// <summary>The bytes that fit; empty when the file is gone.</summary>
    public static ReadOnlySpan<byte> Read(string path, Span<byte> buffer)
    {
        var file = Open(path, CloseOnExec);
        if (file < 0)
            return [];
        fixed (byte* into = buffer)
        {
            var read = Read(file, into, (nuint)buffer.Length);
            _ = Close(file);
            return read <= 0 ? [] : buffer[..(int)read];
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int file, byte* into, nuint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
