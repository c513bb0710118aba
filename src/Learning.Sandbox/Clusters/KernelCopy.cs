using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Clusters;

/// <summary>One file to another inside the kernel: ioctl_ficlone(2), else sendfile(2). A failure is a <see cref="Win32Exception"/> with the system's word.</summary>
internal static partial class KernelCopy
{
    private const int ReadOnly = 0x0;
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int MustBeNew = 0x80;
    private const int CloseOnExec = 0x80000;
    private const nuint ShareFile = 0x40049409;

    /// <param name="from">Nobody writes to it meanwhile.</param>
    /// <param name="to">Not there yet.</param>
    /// <param name="shares">Whether sharing is worth trying; false once the file systems cannot.</param>
    public static void Copy(FileInfo from, string to, ref bool shares)
    {
        var source = Check(Open(from.FullName, ReadOnly | CloseOnExec, 0));
        try
        {
            var target = Check(Open(to, WriteOnly | Create | MustBeNew | CloseOnExec, (int)from.UnixFileMode));
            try
            {
                if (shares && Control(target, ShareFile, source) == 0)
                    return;
                shares = false;
                for (var left = from.Length; left > 0;)
                {
                    var sent = Send(target, source, 0, (nuint)left);
                    if (sent <= 0)
                        throw sent < 0 ? new Win32Exception(Marshal.GetLastPInvokeError()) : new EndOfStreamException($"{from.FullName} ended {left} bytes early.");
                    left -= sent;
                }
            }
            finally
            {
                _ = Close(target);
            }
        }
        finally
        {
            _ = Close(source);
        }
    }

    private static int Check(int file) => file >= 0 ? file : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, int argument);

    [LibraryImport("libc", EntryPoint = "sendfile", SetLastError = true)]
    private static partial nint Send(int to, int from, nint offset, nuint bytes);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
