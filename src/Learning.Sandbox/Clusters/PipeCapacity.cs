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
    private const int Refused = 1;
    private const int Said = 2;
    private static int _refused;

    /// <summary>False when it stays as it is.</summary>
    public static bool Widen(Stream pipe) => pipe is not AnonymousPipeClientStream anonymous || Widen(anonymous.SafePipeHandle);

    /// <summary>The pipe that another process has at a descriptor of its own.</summary>
    public static void Widen(int process, int descriptor)
    {
        try
        {
            using var pipe = File.OpenHandle($"/proc/{process}/fd/{descriptor}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            _ = Widen(pipe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It stays as it is, or has gone with its process.
        }
    }

    /// <summary>True once, when a pipe has stayed as it is since the kernel refused it more: it counts the pages of all pipes of an account together.</summary>
    public static bool WasRefused() => Interlocked.CompareExchange(ref _refused, Said, Refused) == Refused;

    private static bool Widen(SafeHandle pipe)
    {
        var done = Control(pipe, SetPipeSize, Most) >= 0;
        if (!done)
            Interlocked.CompareExchange(ref _refused, Refused, 0);
        return done;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle pipe, int command, int argument);
}
