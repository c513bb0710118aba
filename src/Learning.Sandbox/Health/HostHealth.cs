using System.Globalization;
using System.Text;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Health;

/// <summary>What of the machine untrusted work takes: disk, processes, an account.</summary>
internal static class HostHealth
{
    /// <summary>Threads and processes of one attempt: two runners, two clusters.</summary>
    private const int TasksOfAnAttempt = 200;
    /// <summary>A cluster is some 1,400 files, and more with every data set.</summary>
    private const long LeastFiles = 10_000;
    private const long WarnFiles = 100_000;
    /// <summary>MB of a copy and what a usual answer writes: memory is small, and one large answer in it must not stop everybody else's.</summary>
    private const int RoomForACluster = 256;
    private const string DiskName = "disk";

    /// <summary>Where templates are, and where clusters are while they are used, which may be in memory; what is worse of both.</summary>
    public static HealthItem Disk(SandboxOptions options)
    {
        var clusters = ClusterPlace.Choose(options);
        var work = Place(options.WorkDirectory, options, inMemory: false, ClusterPlace.InsteadOfWork);
        if (clusters.StartsWith(options.WorkDirectory + "/", StringComparison.Ordinal))
            return work;
        var used = Place(clusters, options, inMemory: true, ClusterPlace.InsteadOfClusters);
        return used.State > work.State ? used : work.State != HealthState.Good ? work : work with { Says = $"{work.Says}, {used.Says}" };
    }

    private static HealthItem Place(string place, SandboxOptions options, bool inMemory, string instead)
    {
        if (OwnFolder.Problem(place, instead) is { } problem)
            return new(DiskName, HealthState.Fault, problem);
        var at = place;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
            at = above;
        var drive = new DriveInfo(at);
        // Memory is small beside a disk: as long as half of it is free, nobody need be told.
        var warn = inMemory ? Math.Min(options.WarnFreeDiskMb, drive.TotalSize >> 21) : options.WarnFreeDiskMb;
        var least = inMemory ? Math.Min(options.LeastFreeDiskMb, RoomForACluster) : options.LeastFreeDiskMb;
        var room = Room(place, drive.AvailableFreeSpace >> 20, FileSystem.FreeFilesIn(at), least, warn, instead);
        return room.State != HealthState.Fault && Unwritable(at) is { } why ? new(DiskName, HealthState.Fault, $"Nothing can be run here: {why} Let account {(int)Jails.Docker.HostAccount.UserId} write there, or {instead}.") : room;
    }

    /// <summary>Tried, since neither rights nor a file system's options tell; null when a file can be made there.</summary>
    private static string? Unwritable(string directory)
    {
        try
        {
            using var trial = new FileStream(Path.Combine(directory, $".trial-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{directory} cannot be written to ({refused.Message.TrimEnd('.')}).";
        }
    }

    /// <param name="place">A directory.</param>
    /// <param name="freeMb">What can still be written there.</param>
    /// <param name="freeFiles">How many files can still be made there; null where nobody counts them.</param>
    /// <param name="leastMb">Below it nothing is run.</param>
    /// <param name="warnMb">Below it that is said.</param>
    /// <param name="instead">What else can be done, as the end of a sentence.</param>
    public static HealthItem Room(string place, long freeMb, long? freeFiles, long leastMb, long warnMb, string instead)
    {
        var says = Of($"{freeMb} MB free in {place}");
        return freeMb < leastMb ? new(DiskName, HealthState.Fault, Of($"Nothing can be run here until there is more room on the disk: {says}, and {leastMb} MB are the least (Sandbox:LeastFreeDiskMb). Make room there, or {instead}."))
            : freeFiles < LeastFiles ? new(DiskName, HealthState.Fault, Of($"Nothing can be run here until there are fewer files on the disk: {freeFiles} more can be made in {place} (df -i), and {LeastFiles} are the least. Remove some there, or {instead}."))
            : freeMb < warnMb ? new(DiskName, HealthState.Notice, Of($"{says}; below {leastMb} MB nothing is run."))
            : freeFiles < WarnFiles ? new(DiskName, HealthState.Notice, Of($"{freeFiles} more files can be made in {place} (df -i); below {LeastFiles} nothing is run."))
            : new(DiskName, HealthState.Good, says);
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
