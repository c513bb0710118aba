using System.IO.Pipes;
using System.Runtime.InteropServices;

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

    /// <summary>The pipe that another process has at a descriptor of its own.</summary>
    public static void Widen(int process, int descriptor)
    {
        try
        {
            using var pipe = File.OpenHandle($"/proc/{process}/fd/{descriptor}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            _ = Control(pipe, SetPipeSize, Most);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It stays as it is, or has gone with its process.
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle pipe, int command, int argument);
}
