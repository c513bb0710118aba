using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Learning.Sandbox;

/// <summary>Everything an operator may set about the sandbox. Section "Sandbox".</summary>
public sealed class SandboxOptions : IValidatableObject
{
    public const string Section = "Sandbox";

    /// <summary>Templates, clusters and doors live below it. Unix socket paths end at 107 characters, so keep it short.</summary>
    public string WorkDirectory { get; set; } = DefaultWorkDirectory();

    /// <summary>What keeps untrusted programs in: auto, bubblewrap or docker.</summary>
    public Jails.JailKind Jail { get; set; }

    /// <summary>The image that Docker's jails are made of, built from docker/sandbox.Dockerfile.</summary>
    [Required] public string DockerImage { get; set; } = "latency-lab-sandbox";

    /// <summary>Where there is neither jail: SQL exercises run all the same, and a hole in PostgreSQL is one in this machine.</summary>
    public bool AllowUnjailedPostgres { get; set; }

    /// <summary>Nothing is run below it, in MB of the work directory's disk, and of what clusters are in.</summary>
    [Range(0, 1_000_000)] public int LeastFreeDiskMb { get; set; } = 1024;

    /// <summary>Said on the health page below it, in MB.</summary>
    [Range(0, 1_000_000)] public int WarnFreeDiskMb { get; set; } = 4096;

    /// <summary>Processes and threads that the account of jails may have; empty: what the system says (ulimit -u).</summary>
    [Range(1, 10_000_000)] public int? MostTasks { get; set; }

    /// <summary>
    /// Clusters live below it while they are used. Memory when empty and there is enough: a copy costs a sixth of what it costs on disk, and
    /// nothing in it outlives an attempt. The same limit of length.
    /// </summary>
    public string? ClusterDirectory { get; set; }

    /// <summary>Directory with PostgreSQL's bin, lib and share; found by itself when empty.</summary>
    public string? PostgresHome { get; set; }

    /// <summary>Clusters kept ready for each exercise in use: the learner's and the reference's.</summary>
    [Range(1, 16)] public int ReadyClusters { get; set; } = 2;

    /// <summary>Clusters kept ready in all; the exercise least recently used gives way.</summary>
    [Range(2, 64)] public int MostReadyClusters { get; set; } = 8;

    /// <summary>References that wait for their next attempt, each with a cluster and, for C#, a runner.</summary>
    [Range(0, 64)] public int ParkedReferences { get; set; } = 6;

    /// <summary>Templates of an exercise that take turns: the hidden data sets of each are filled from other seeds.</summary>
    [Range(1, 16)] public int SeedEditions { get; set; } = 3;

    /// <summary>Attempts that one edition of the hidden data serves before another takes its place.</summary>
    [Range(1, 100_000)] public int EditionAttempts { get; set; } = 200;

    /// <summary>Variants of exercises whose databases are kept, the last ones used: an assessment of three exercises in forty variants each, some 100 MB a variant. Any other is built anew when it is opened, in a few seconds.</summary>
    [Range(2, 10_000)] public int VariantTemplates { get; set; } = 120;

    /// <summary>Build them for invited candidates before they come, while nobody's hand-in waits.</summary>
    public bool VariantsAhead { get; set; } = true;

    /// <summary>Warm runners kept ready: the learner's and the reference's.</summary>
    [Range(1, 16)] public int ReadyRunners { get; set; } = 2;

    /// <summary>The published runner; found by itself when empty.</summary>
    public string? RunnerDirectory { get; set; }

    [Range(128, 4096)] public int RunnerMemoryMb { get; set; } = 512;

    [Range(16, 1024)] public int SharedBuffersMb { get; set; } = 64;

    /// <summary>Scratchpad lines that run at once on this machine.</summary>
    [Range(1, 16)] public int ScratchRuns { get; set; } = 2;

    /// <summary>The longest that a scratchpad line may run, in seconds. A measurement may have to wait for it.</summary>
    [Range(1, 60)] public int ScratchSeconds { get; set; } = 10;

    /// <summary>
    /// A control group, from its hierarchy's root, that the operator has made for jails: /latency-lab. Empty: ours where it is delegated to us, else none, and
    /// the watchdog alone limits memory, processes and processor time.
    /// </summary>
    public string? Cgroup { get; set; }

    /// <summary>Live incidents at a time; each is a PostgreSQL under load. 0: as many as there are processors.</summary>
    [Range(0, 64)] public int Labs { get; set; }

    /// <summary>The longest that a lab is kept, in minutes of anybody's clock.</summary>
    [Range(5, 24 * 60)] public int LabMinutes { get; set; } = 120;

    /// <summary>What one lab may keep on disk, in MB: its world, and what its learner makes of it.</summary>
    [Range(100, 1_000_000)] public int LabDiskMb { get; set; } = 4096;

    /// <summary>Where the databases of live incidents are: on disk, since their reads are to go there.</summary>
    public string LabDirectory => Path.Combine(WorkDirectory, "labs");

    /// <summary>Where doors are made: directories that hold one socket each.</summary>
    public string DoorDirectory => Path.Combine(WorkDirectory, "doors");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Path.IsPathFullyQualified(WorkDirectory))
            yield return new($"{Section}:{nameof(WorkDirectory)} must be an absolute path.", [nameof(WorkDirectory)]);
        if (Cgroup is { Length: > 0 } and not ['/', ..])
            yield return new($"{Section}:{nameof(Cgroup)} must begin with a slash: it is a path from the root of the control groups.", [nameof(Cgroup)]);
        if (WorkDirectory.Length > 60)
            yield return new($"{Section}:{nameof(WorkDirectory)} is longer than 60 characters; the sockets below it would pass the limit of 107.", [nameof(WorkDirectory)]);
        if (ClusterDirectory is { Length: > 0 } clusters && (clusters.Length > 60 || !Path.IsPathFullyQualified(clusters)))
            yield return new($"{Section}:{nameof(ClusterDirectory)} must be an absolute path of at most 60 characters.", [nameof(ClusterDirectory)]);
        if (MostReadyClusters < ReadyClusters)
            yield return new($"{Section}:{nameof(MostReadyClusters)} must not be below {nameof(ReadyClusters)}.", [nameof(MostReadyClusters)]);
    }

    private static string DefaultWorkDirectory()
    {
        // Root's home is closed to the account that clusters and runners drop to.
        if (Jails.Unprivileged.SupervisorIsRoot)
            return "/var/cache/latency-lab/sandbox";
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var path = Path.Combine(cache, "latency-lab", "sandbox");
        return path.Length <= 60 ? path : Path.Combine(Path.GetTempPath(), $"latency-lab-{Environment.UserName}");
    }
}

[OptionsValidator]
internal sealed partial class SandboxOptionsValidator : IValidateOptions<SandboxOptions>;
