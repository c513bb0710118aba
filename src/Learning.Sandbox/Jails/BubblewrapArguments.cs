using System.Globalization;
using Learning.Sandbox.Jails.Seccomp;

namespace Learning.Sandbox.Jails;

/// <summary>The words of one jail's command line.</summary>
internal static class BubblewrapArguments
{
    // The loader and libc; those that a distribution does not have are left out.
    private static readonly string[] Libraries = ["/usr/lib", "/usr/lib64", "/lib", "/lib64"];
    private const string FilterDescriptor = "9";

    /// <summary>
    /// A shell sets the limits and becomes the next program: .NET can do neither between fork and exec. The shell is also
    /// where the seccomp filter's descriptor is opened, since .NET's own are closed on exec. bubblewrap installs the filter
    /// last, when its own mounts and namespaces are made. Entrances are files of control groups that the shell writes itself
    /// into, so that nothing of a jail ever runs outside of them.
    /// </summary>
    public static IReadOnlyList<string> For(JailCommand command, IEnumerable<string>? entrances = null)
    {
        List<string> words = ["-c", Script(command.Limits, entrances ?? []), "sh", .. Unprivileged.Prefix, "bwrap"];
        words.AddRange(["--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]);
        if (SeccompFilter.Path is not null)
        {
            words.AddRange(["--seccomp", FilterDescriptor]);
        }
        words.AddRange(["--uid", "1000", "--gid", "1000", "--hostname", "lab"]);
        foreach (var library in Libraries.Where(Directory.Exists))
        {
            words.AddRange(["--ro-bind", library, library]);
        }
        words.AddRange(["--proc", "/proc", "--dev", "/dev", "--size", Bytes(command.Limits.ShmMb), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]);
        words.AddRange(["--size", Bytes(command.Limits.TmpMb), "--tmpfs", "/tmp"]);
        foreach (var bind in command.Software.Concat(command.ReadOnly))
        {
            words.AddRange(["--ro-bind", bind.Host, bind.Inside]);
        }
        foreach (var bind in command.Writable)
        {
            words.AddRange(["--bind", bind.Host, bind.Inside]);
        }
        foreach (var (name, value) in command.Environment)
        {
            words.AddRange(["--setenv", name, value]);
        }
        // Last: a root that can be written would let a jail fill memory beside its /tmp.
        words.AddRange(["--remount-ro", "/", "--chdir", command.WorkingDirectory, "--", command.Program]);
        words.AddRange(command.Arguments);
        return words;
    }

    private static string Script(JailLimits limits, IEnumerable<string> entrances)
    {
        var groups = string.Concat(entrances.Select(entrance => $"echo 0 >'{entrance.Replace("'", "'\\''", StringComparison.Ordinal)}' && "));
        var filter = SeccompFilter.Path is { } path ? $" {FilterDescriptor}<{path}" : "";
        var invariant = CultureInfo.InvariantCulture;
        var file = limits.FileMb is { } megabytes ? string.Create(invariant, $"ulimit -f {(long)megabytes * 2048} && ") : "";
        var cpu = limits.CpuSeconds is { } seconds ? string.Create(invariant, $"ulimit -t {seconds} && ") : "";
        return string.Create(invariant, $"{groups}ulimit -c 0 && ulimit -n {limits.OpenFiles} && {file}{cpu}exec \"$@\"{filter}");
    }

    private static string Bytes(int megabytes) => ((long)megabytes << 20).ToString(CultureInfo.InvariantCulture);
}
