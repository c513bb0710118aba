using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails;

/// <summary>
/// Forks every jail from one thread that never ends. "Die with parent" means the thread that forked, not its process:
/// a jail started from the thread pool would be killed whenever that pool thread retires. What whoever started us left open stays with us: .NET closes its
/// own descriptors on exec, a shell's are not its own.
/// </summary>
internal static partial class Spawner
{
    private const uint FirstOfOthers = 3;
    private const uint CloseOnExec = 4; // CLOSE_RANGE_CLOEXEC, close_range(2)
    private const int SetFlags = 2; // F_SETFD, and FD_CLOEXEC is 1

    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Requests = [];

    static Spawner() => new Thread(Work) { IsBackground = true, Name = "Jail spawner" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((info, started));
        return started.Task;
    }

    private static void Work()
    {
        foreach (var (info, started) in Requests.GetConsumingEnumerable())
        {
#pragma warning disable CA1031 // Handed to whoever asked.
            try
            {
                KeepDescriptors();
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start."));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
#pragma warning restore CA1031
        }
    }

    private static void KeepDescriptors()
    {
        if (!OperatingSystem.IsLinux() || CloseRange(FirstOfOthers, uint.MaxValue, CloseOnExec) == 0)
            return;
        // A kernel before 5.11.
        foreach (var open in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.Parse(Path.GetFileName(open), CultureInfo.InvariantCulture) is >= (int)FirstOfOthers and var descriptor)
                _ = Fcntl(descriptor, SetFlags, 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "close_range", SetLastError = true)]
    private static partial int CloseRange(uint first, uint last, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(int descriptor, int command, int argument);
}
