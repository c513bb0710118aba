using System.Globalization;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// One supervisor among all that ever ran: its process and when that started, the namespace that numbers processes so (a container has one of its own), and the
/// boot of the machine that start times count from. The last two are empty in marks of earlier versions.
/// </summary>
internal sealed record SupervisorMark(int Process, string Started, string Namespace, string Boot)
{
    /// <summary>This process.</summary>
    public static SupervisorMark Own { get; } = new(Environment.ProcessId, StartTime(Environment.ProcessId), OwnNamespace(), OwnBoot());

    /// <summary>Null when it is no mark.</summary>
    public static SupervisorMark? Read(string text, char separator = ' ') => text.Split(separator) switch
    {
        [var process, var started] => Of(process, started, "", ""),
        [var process, var started, var numbering] => Of(process, started, numbering, ""),
        [var process, var started, var numbering, var boot] => Of(process, started, numbering, boot),
        _ => null,
    };

    public string Text(char separator = ' ') => string.Join(separator, Process.ToString(CultureInfo.InvariantCulture), Started, Namespace, Boot);

    /// <summary>
    /// True only where that is sure. A process that another container numbers cannot be looked for; that it has given up its lease is enough. One of another boot is gone where what it left cannot be another
    /// machine's: <paramref name="local"/>, and such as stays over a restart.
    /// </summary>
    public bool IsGone(bool local)
    {
        if (Boot.Length > 0 && Own.Boot.Length > 0 && Boot != Own.Boot)
            return local && !Lives;
        return Namespace.Length == 0 || Namespace == Own.Namespace ? !Lives : SupervisorLease.IsGivenUp(this);
    }

    private static SupervisorMark? Of(string process, string started, string numbering, string boot) =>
        int.TryParse(process, CultureInfo.InvariantCulture, out var id) ? new(id, started, Digits(numbering), Plain(boot)) : null;

    private bool Lives => StartTime(Process) == Started;

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

    private static string OwnNamespace() => OperatingSystem.IsLinux() ? Digits(new FileInfo("/proc/self/ns/pid").LinkTarget) : "";

    private static string OwnBoot()
    {
        try
        {
            return Plain(File.ReadAllText("/proc/sys/kernel/random/boot_id"));
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return ""; // a system that does not say
        }
    }

    /// <summary>The number in "pid:[4026531836]".</summary>
    private static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));

    /// <summary>Without the dashes, which stand between the fields where a mark is the name of a control group.</summary>
    private static string Plain(string boot) => boot.Trim().Replace("-", "", StringComparison.Ordinal);
}
