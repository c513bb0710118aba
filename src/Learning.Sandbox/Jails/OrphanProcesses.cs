using System.Diagnostics;
using System.Globalization;
using System.Text;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Jails;

/// <summary>
/// Jails of supervisors that are gone. The kernel ends a jail with the thread that started it, except in the moment before bubblewrap has asked for
/// that. Those are known by a mark in the environment that their shell was started with, which names a process of ours that no longer exists.
/// </summary>
internal static class OrphanProcesses
{
    public const string Mark = "LATENCY_LAB_JAIL_OF";

    /// <summary>What the mark says for this process.</summary>
    public static string Owner { get; } = SupervisorMark.Own.Text();

    public static void Sweep()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var buffer = new byte[4096]; // a jail's shell has two variables
        foreach (var id in Directory.EnumerateDirectories("/proc").Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? id : 0))
        {
            if (id > 1 && IsOrphan(Encoding.UTF8.GetString(ProcFile.Read($"/proc/{id}/environ", buffer))))
                End(id);
        }
    }

    /// <summary>Of variables with NULs between them; whatever is not exactly a mark of ours is none.</summary>
    public static bool IsOrphan(string environment) =>
        environment.Split('\0').FirstOrDefault(variable => variable.StartsWith(Mark + "=", StringComparison.Ordinal)) is { } mark
        && SupervisorMark.Read(mark[(Mark.Length + 1)..]) is { Started.Length: > 0, Namespace.Length: > 0 } owner && owner.IsGone(local: false);

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended, or is not ours to end.
        }
    }
}
