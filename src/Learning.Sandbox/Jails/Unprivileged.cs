using System.Globalization;

namespace Learning.Sandbox.Jails;

/// <summary>Nothing untrusted runs as root: when the supervisor itself does (tests, containers), jails start as nobody.</summary>
internal static class Unprivileged
{
    public const int Nobody = 65534;

    public static bool SupervisorIsRoot { get; } = Environment.IsPrivilegedProcess;

    /// <summary>Words before a command; empty for an ordinary account.</summary>
    public static IReadOnlyList<string> Prefix { get; } = SupervisorIsRoot
        ? ["setpriv", string.Create(CultureInfo.InvariantCulture, $"--reuid={Nobody}"), string.Create(CultureInfo.InvariantCulture, $"--regid={Nobody}"), "--clear-groups", "--"]
        : [];

    /// <summary>The first directory or file on the way to a path that the jail's account cannot enter or read; null when it is reachable.</summary>
    public static string? Obstacle(string path)
    {
        if (!SupervisorIsRoot || OperatingSystem.IsWindows())
        {
            return null;
        }
        for (var at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            var wanted = Directory.Exists(at) ? UnixFileMode.OtherExecute : UnixFileMode.OtherRead;
            if (!File.GetUnixFileMode(at).HasFlag(wanted))
            {
                return at;
            }
        }
        return null;
    }
}
