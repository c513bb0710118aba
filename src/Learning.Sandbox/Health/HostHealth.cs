using System.Globalization;
using System.Text;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Health;

/// <summary>What of the machine untrusted work takes: disk, processes, an account.</summary>
internal static class HostHealth
{
    /// <summary>Threads and processes of one attempt: two runners, two clusters.</summary>
    private const int TasksOfAnAttempt = 200;

    public static HealthItem Disk(SandboxOptions options)
    {
        var at = options.WorkDirectory;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
            at = above;
        var free = new DriveInfo(at).AvailableFreeSpace >> 20;
        var says = string.Create(CultureInfo.InvariantCulture, $"{free} MB free in {options.WorkDirectory}");
        return free < options.LeastFreeDiskMb ? new("disk", HealthState.Fault, Of($"Nothing can be run here until there is more room on the disk: {says}, and {options.LeastFreeDiskMb} MB are the least (Sandbox:LeastFreeDiskMb)."))
            : free < options.WarnFreeDiskMb ? new("disk", HealthState.Notice, Of($"{says}; below {options.LeastFreeDiskMb} MB nothing is run."))
            : new("disk", HealthState.Good, says);
    }

    public static HealthItem Tasks(SandboxOptions options)
    {
        var limit = LimitOfProcesses(File.Exists("/proc/self/limits") ? File.ReadAllText("/proc/self/limits") : "");
        if ((options.MostTasks ?? limit) is not { } most)
            return new("processes", HealthState.Good, "no limit for the account of jails");
        var uid = Unprivileged.SupervisorIsRoot ? Unprivileged.Nobody : (int)Jails.Docker.HostAccount.UserId;
        var used = Used(uid);
        var says = Of($"{used} of {most} processes and threads that account {uid} may have (ulimit -u)");
        return most - used < TasksOfAnAttempt
            ? new("processes", HealthState.Fault, $"Nothing can be run here until fewer processes run: {says}, and an attempt takes up to {TasksOfAnAttempt}.")
            : new("processes", HealthState.Good, says);
    }

    public static HealthItem Account() => Unprivileged.SupervisorIsRoot
        ? new("account", HealthState.Notice, "The supervisor runs as root, which nothing here needs: start the lab with ./dev, which becomes an ordinary account first, or start it as one.")
        : new("account", HealthState.Good, "not root; jails run as the same account, inside of a user namespace of their own");

    /// <summary>"Max processes" of proc_pid_limits(5); null without a limit.</summary>
    public static int? LimitOfProcesses(string limits) =>
        limits.Split('\n').FirstOrDefault(line => line.StartsWith("Max processes", StringComparison.Ordinal)) is { } line
        && int.TryParse(line["Max processes".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var soft) ? soft : null;

    private static int Used(int uid)
    {
        var used = 0;
        var buffer = new byte[4096];
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(directory => char.IsAsciiDigit(directory[^1])))
        {
            var status = Encoding.ASCII.GetString(ProcFile.Read($"{directory}/status", buffer));
            if (Field(status, "\nUid:") == uid)
                used += Field(status, "\nThreads:");
        }
        return used;
    }

    private static int Field(string status, string name)
    {
        var at = status.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(status[(at + name.Length)..].Split((char[])['\t', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
