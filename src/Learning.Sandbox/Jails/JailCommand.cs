namespace Learning.Sandbox.Jails;

/// <summary>A program and everything that it will find in its jail. Paths of <see cref="Program"/> and arguments are the jail's.</summary>
internal sealed record JailCommand
{
    public required string Program { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public IReadOnlyList<JailBind> ReadOnly { get; init; } = [];
    public IReadOnlyList<JailBind> Writable { get; init; } = [];
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public string WorkingDirectory { get; init; } = "/";
    public JailLimits Limits { get; init; } = new();
}

/// <summary>A host path and where it appears inside.</summary>
internal sealed record JailBind(string Host, string Inside);

/// <summary>What ends a jailed process from outside. Wall time belongs to whoever waits for the process.</summary>
internal sealed record JailLimits
{
    /// <summary>Resident memory of everything in the jail, in MB; the watchdog kills above it.</summary>
    public int MemoryMb { get; init; } = 1024;
    /// <summary>Processes and threads together; the watchdog kills above it.</summary>
    public int Tasks { get; init; } = 512;
    /// <summary>Processor seconds of one process (RLIMIT_CPU); null for none.</summary>
    public int? CpuSeconds { get; init; }
    /// <summary>Processors that the jail may use at a time, where there are control groups; null for all.</summary>
    public double? Cpus { get; init; }
    public int OpenFiles { get; init; } = 1024;
    /// <summary>Largest file that can be written, in MB (RLIMIT_FSIZE); null for none.</summary>
    public int? FileMb { get; init; }
    /// <summary>Size of /tmp, which is memory, in MB.</summary>
    public int TmpMb { get; init; } = 16;
    /// <summary>Size of /dev/shm, in MB: shared memory by name, and a second /tmp to whoever looks for one.</summary>
    public int ShmMb { get; init; } = 16;
    /// <summary>How often the watchdog looks.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromMilliseconds(40);
}
