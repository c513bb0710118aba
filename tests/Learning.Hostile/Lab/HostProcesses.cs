using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Learning.Hostile.Lab;

/// <summary>Processes as /proc tells of them.</summary>
internal static class HostProcesses
{
    private static string? OwnNamespace { get; } = Namespace(Environment.ProcessId);

    /// <summary>Clock ticks since boot, which a reused pid does not share; null when it has ended, or waits only for its parent to notice.</summary>
    public static string? Started(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Which pid namespace it lives in; null when it may not be looked at.</summary>
    private static string? Namespace(int pid)
    {
        try
        {
            return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/ns/pid")).LinkTarget;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static IEnumerable<int> All => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0);

    /// <summary>Of a namespace that is held.</summary>
    public static IEnumerable<int> In(IReadOnlyCollection<string> namespaces) => namespaces.Count == 0 ? []
        : All.Where(pid => Namespace(pid) is { } pids && namespaces.Contains(pids) && Started(pid) is not null);

    /// <summary>Held open, so that its number goes to no other namespace meanwhile; null when it may not be looked at, or is our own.</summary>
    public static (string Name, SafeFileHandle Held)? Hold(int pid)
    {
        try
        {
            var held = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/ns/pid"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (Namespace(pid) is { } name && name != OwnNamespace)
                return (name, held);
            held.Dispose();
            return null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Those with this text in their command line: a jail's outer process names what it binds.</summary>
    public static IEnumerable<int> With(string text) => All.Where(pid => pid != Environment.ProcessId && Words(pid).Contains(text, StringComparison.Ordinal));

    public static string Describe(int pid) => string.Create(CultureInfo.InvariantCulture, $"process {pid} ({Cut(Words(pid))})");

    private static string Cut(string words) => words.Length <= 80 ? words : words[..80];

    private static string Words(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
