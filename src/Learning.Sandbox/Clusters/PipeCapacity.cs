using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Room in a pipe. A write into a pipe that has room is one piece (fcntl(2), pipe(7)); one that has to wait for room can be torn by another
/// backend's, and a torn plan belongs to no statement.
/// </summary>
internal static partial class PipeCapacity
{
    private const int SetPipeSize = 1031;
    /// <summary>What an ordinary account may ask for by default: /proc/sys/fs/pipe-max-size.</summary>
    private const int Most = 1 << 20;

    public static void Widen(Stream pipe)
    {
        if (pipe is AnonymousPipeClientStream anonymous)
            _ = Control(anonymous.SafePipeHandle, SetPipeSize, Most); // where it is refused, the pipe stays as it is
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafePipeHandle pipe, int command, int argument);
}
