using System.Globalization;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Clusters;

/// <summary>Marks directories with the process that made them, so that a later start removes what a killed one left, and nothing else.</summary>
internal static class Supervisor
{
    private const string Mark = "supervisor";

    /// <summary>This process among all that ever ran since the machine started: id and start time.</summary>
    public static string Identity { get; } = $"{Environment.ProcessId} {StartTime(Environment.ProcessId)}";

    public static bool Lives(int pid, string started) => StartTime(pid) == started;

    public static Task MarkAsync(string directory, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path.Combine(directory, Mark), Identity, cancellationToken);

    /// <summary>Everything that supervisors which are gone have left on this machine: processes, then what they wrote.</summary>
    public static void SweepAll(SandboxOptions options)
    {
        OrphanProcesses.Sweep();
        Sweep(ClusterPlace.Choose(options));
        Sweep(Path.Combine(options.WorkDirectory, "c")); // where they were while memory was short
        Sweep(Path.Combine(options.WorkDirectory, "b"));
        Sweep(options.LabDirectory);
        DoorFolders.Sweep(options.DoorDirectory);
    }

    /// <summary>Removes directories below <paramref name="root"/> whose maker is gone. Their processes died with it (bwrap --die-with-parent).</summary>
    public static void Sweep(string root)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var directory in Directory.EnumerateDirectories(root))
        {
            var mark = Path.Combine(directory, Mark);
            if (File.Exists(mark) && File.ReadAllText(mark).Split(' ') is [var pid, var started] && !Lives(int.Parse(pid, CultureInfo.InvariantCulture), started))
                Remove(directory);
        }
    }

    public static void Remove(string directory)
    {
        for (var turn = 0; Directory.Exists(directory); turn++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (Exception error) when (error is (IOException or UnauthorizedAccessException) && turn < 40)
            {
                // The last backends may still be unlinking their own files.
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Waits a moment for removals that are under way. What is still in use then stays, with its directory.</summary>
    public static async Task RemoveEmptyAsync(string directory)
    {
        for (var turn = 0; turn < 40 && Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any(); turn++)
            await Task.Delay(50);
        if (Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    /// <summary>Field 22 of /proc/pid/stat: clock ticks since boot, which a reused pid does not share. Empty when there is no such process, or only a zombie: it does nothing any more.</summary>
    private static string StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? "" : fields[19];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
