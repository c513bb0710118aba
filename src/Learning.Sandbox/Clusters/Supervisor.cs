using Learning.Sandbox.Jails;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Clusters;

/// <summary>Marks directories with the process that made them, so that a later start removes what a killed one left, and nothing else.</summary>
internal static class Supervisor
{
    private const string Mark = "supervisor";

    public static Task MarkAsync(string directory, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path.Combine(directory, Mark), SupervisorMark.Own.Text(), cancellationToken);

    /// <summary>Everything that supervisors which are gone have left on this machine: processes, then what they wrote.</summary>
    public static void SweepAll(SandboxOptions options)
    {
        SupervisorLease.Take(options.WorkDirectory);
        OrphanProcesses.Sweep();
        Sweep(ClusterPlace.Choose(options));
        Sweep(Path.Combine(options.WorkDirectory, "c")); // where they were while memory was short
        Sweep(Path.Combine(options.WorkDirectory, "b"));
        Sweep(options.LabDirectory);
        DoorFolders.Sweep(options.DoorDirectory);
        SupervisorLease.Tidy(options.WorkDirectory);
    }

    /// <summary>Removes directories below <paramref name="root"/> whose maker is gone. Their processes died with it (bwrap --die-with-parent).</summary>
    public static void Sweep(string root)
    {
        if (!Directory.Exists(root))
            return;
        var local = IsLocal(root);
        foreach (var directory in Directory.EnumerateDirectories(root))
        {
            var mark = Path.Combine(directory, Mark);
            if (File.Exists(mark) && SupervisorMark.Read(File.ReadAllText(mark))?.IsGone(local) == true)
                Remove(directory);
        }
    }

    /// <summary>On a disk or in memory of this machine. What is neither, or not known, may be shared with others.</summary>
    public static bool IsLocal(string directory) => new DriveInfo(directory).DriveType is DriveType.Fixed or DriveType.Ram;

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
}
