namespace Learning.Sandbox.Runners;

/// <summary>How many runners wait ready, and what stops one.</summary>
public sealed record RunnerOptions
{
    /// <summary>Warmed runners kept ready; each is used once.</summary>
    public int Ready { get; init; } = 2;
    /// <summary>Runners that warm up at the same time: each takes a processor for a second, and a C# attempt needs two.</summary>
    public int StartingAtOnce { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 2);
    /// <summary>Managed memory of the learner's process, in MB.</summary>
    public int MemoryMb { get; init; } = 512;
    /// <summary>What runtime, compiler and jitted code may take besides, in MB.</summary>
    public int OverheadMb { get; init; } = 256;
    /// <summary>Threads and processes in one runner's jail.</summary>
    public int Tasks { get; init; } = 256;
    /// <summary>Processor seconds of one runner, all calls together: a ceiling behind the time of each call.</summary>
    public int CpuSeconds { get; init; } = 900;
    /// <summary>How long a runner may live once it has been sent something: a ceiling behind the time of each call.</summary>
    public TimeSpan InUse { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>Files in the runner's /tmp and /dev/shm.</summary>
    public int Files { get; init; } = 10_000;
    /// <summary>What a run may print, in KB; more ends it.</summary>
    public int OutputKb { get; init; } = 1024;
    /// <summary>What of it is kept, in KB.</summary>
    public int KeptOutputKb { get; init; } = 64;
    /// <summary>Largest answer, in MB.</summary>
    public int AnswerMb { get; init; } = 16;
    public TimeSpan CompileLimit { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>The published runner; found beside the application or in the repository's artifacts when null.</summary>
    public string? RunnerDirectory { get; init; }
    /// <summary>Holds the door directories; keep it short, a socket's whole path must fit in 107 bytes.</summary>
    public string WorkDirectory { get; init; } = Path.Combine(Path.GetTempPath(), "latency-lab");
}
