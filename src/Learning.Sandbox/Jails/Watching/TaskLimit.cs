using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// How many tasks the kernel lets a jail have, for what forks faster than the watchdog looks: RLIMIT_NPROC of all its processes, set from outside. The shell
/// that starts a jail could only set it where every process of the account counts; since Linux 5.14 those of a user namespace are counted by themselves.
/// </summary>
internal static partial class TaskLimit
{
    private const int Processes = 6; // RLIMIT_NPROC, prlimit(2)

    private static readonly bool CountsByNamespace = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 14);

    /// <summary>For what those processes start from now on. Nothing happens on a kernel that would count others too.</summary>
    public static void Set(IReadOnlyList<int> processes, int tasks)
    {
        if (!CountsByNamespace)
            return;
        var limit = new Limit((nuint)tasks, (nuint)tasks);
        // One that has ended since needs none; where the kernel says no, the watchdog's own limit is what there is.
        foreach (var process in processes)
            _ = SetLimit(process, Processes, limit, 0);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(nuint Soft, nuint Hard);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int SetLimit(int process, int resource, in Limit limit, nint old);
}
