using System.Globalization;

namespace Learning.Sandbox.Clusters;

/// <summary>Marks directories with the process that made them, so that a later start removes what a killed one left, and nothing else.</summary>
internal static class Supervisor
{
    private const string Mark = "supervisor";

    /// <summary>This process among all that ever ran since the machine started: id and start time.</summary>
    public static string Identity { get; } = $"{Environment.ProcessId} {StartTime(Environment.ProcessId)}";

    public static bool Lives(int pid, string started) => StartTime(pid) == started;

    public static Task MarkAsync(string directory, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path.Combine(directory, Mark), Identity, cancellationToken);

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

    /// <summary>Field 22 of /proc/pid/stat: clock ticks since boot, which a reused pid does not share. Empty when there is no such process.</summary>
    internal static string StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
