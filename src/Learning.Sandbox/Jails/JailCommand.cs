namespace Learning.Sandbox.Jails;

/// <summary>A program and everything that it will find in its jail. Paths of <see cref="Program"/> and arguments are the jail's.</summary>
internal sealed record JailCommand
{
    public required string Program { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    /// <summary>Installed programs, the same for every jail. An image of a container has them already, at the same places.</summary>
    public IReadOnlyList<JailBind> Software { get; init; } = [];
    public IReadOnlyList<JailBind> ReadOnly { get; init; } = [];
    public IReadOnlyList<JailBind> Writable { get; init; } = [];
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public string WorkingDirectory { get; init; } = "/";
    public JailLimits Limits { get; init; } = new();
}

/// <summary>A host path and where it appears inside.</summary>
internal sealed record JailBind(string Host, string Inside);

/// <summary>What ends a jailed process from outside. The time for one answer belongs to whoever waits for it; these are ceilings behind that.</summary>
internal sealed record JailLimits
{
    /// <summary>Resident memory of everything in the jail, in MB; the watchdog kills above it.</summary>
    public int MemoryMb { get; init; } = 1024;
    /// <summary>Processes and threads together; the watchdog kills above it.</summary>
    public int Tasks { get; init; } = 512;
    /// <summary>
    /// Where the kernel refuses more: above the watchdog's limit, so that it is the watchdog which says why. Threads are made by the hundred between two
    /// looks, and a runtime that cannot start one says that it is out of memory, which is not what happened.
    /// </summary>
    public int TasksAtMost => Tasks * 4;
    /// <summary>Processor seconds of everything in the jail, by the watchdog, and of one process, by the kernel (RLIMIT_CPU); null for none.</summary>
    public int? CpuSeconds { get; init; }
    /// <summary>Processors that the jail may use at a time, where there are control groups; null for all. Two are a user's on a machine of any size: the others are for whoever is beside.</summary>
    public double? Cpus { get; init; } = Math.Min(2, Environment.ProcessorCount);
    public int OpenFiles { get; init; } = 1024;
    /// <summary>Largest file that can be written, in MB (RLIMIT_FSIZE); null for none.</summary>
    public int? FileMb { get; init; }
    /// <summary>Size of /tmp, which is memory, in MB.</summary>
    public int TmpMb { get; init; } = 16;
    /// <summary>Size of /dev/shm, in MB: shared memory by name, and a second /tmp to whoever looks for one.</summary>
    public int ShmMb { get; init; } = 16;
    /// <summary>How long a jail may live once it has been given something to do; null for ever.</summary>
    public TimeSpan? InUse { get; init; }
    /// <summary>What it may keep on disk below the directories that it can write to, in MB; null for no limit.</summary>
    public int? DiskMb { get; init; }
    /// <summary>Files on disk, and again in its own /tmp and /dev/shm, where each takes memory of the kernel's that nothing else counts.</summary>
    public int Files { get; init; } = 20_000;
    /// <summary>How often the watchdog looks at a jail that works; one that rests is looked at up to every 320 ms.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromMilliseconds(40);
}
