using System.Globalization;
using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Runners;

/// <summary>Where the published runner and the .NET runtime are on this host, and the command that starts them in a jail.</summary>
internal sealed record RunnerInstallation(string RunnerDirectory, string DotnetRoot)
{
    public const string Program = "Learning.Runner.dll";
    public const string InsideDoors = "/door";

    /// <summary>Throws with what to do when the runner is not published or the jail's account cannot reach it.</summary>
    public static RunnerInstallation Find(string? configured = null)
    {
        var runner = configured is not null ? Existing(configured) : Candidates().Select(Existing).FirstOrDefault(found => found is not null);
        if (runner is null)
        {
            throw new InfrastructureException($"The runner is not published{(configured is null ? "" : $" in {configured}")}: run `dotnet publish src/Learning.Runner -c Release`, or name its folder in the configuration.");
        }
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "../../.."));
        if (!File.Exists(Path.Combine(dotnet, "dotnet")))
        {
            throw new InfrastructureException($"There is no dotnet host in {dotnet}, the folder of the runtime that this process uses.");
        }
        foreach (var needed in new[] { Path.Combine(runner, Program), Path.Combine(dotnet, "dotnet") })
        {
            if (Unprivileged.Obstacle(needed) is { } obstacle)
            {
                throw new InfrastructureException(
                    $"Jails run as uid {Unprivileged.Nobody} when the supervisor is root, and that account cannot get past {obstacle} to {needed}: publish to a folder that everybody can read.");
            }
        }
        return new RunnerInstallation(runner, dotnet);
    }

    /// <summary>Runs one answer, which gets out through <paramref name="doors"/> alone.</summary>
    public JailCommand Runner(RunnerOptions options, string doors)
    {
        var command = Command(options);
        // Connecting to a socket writes nothing: read-only is enough, and nobody can replace it.
        return command with { ReadOnly = [new(doors, InsideDoors)] };
    }

    /// <summary>Compiles and runs nothing, so it gets out nowhere. It serves many, and hot methods are worth promoting.</summary>
    public JailCommand Compiler(RunnerOptions options)
    {
        var command = Command(options);
        return command with
        {
            Arguments = [.. command.Arguments, "compile"],
            Environment = command.Environment.Where(variable => variable.Key != "DOTNET_TC_CallCounting").ToDictionary(StringComparer.Ordinal),
            // Of one answer; this one has a time for each.
            Limits = command.Limits with { CpuSeconds = null, InUse = null },
        };
    }

    private JailCommand Command(RunnerOptions options) => new()
    {
        Program = "/dotnet/dotnet",
        Arguments = ["/runner/" + Program],
        Software =
        [
            new(Path.Combine(DotnetRoot, "dotnet"), "/dotnet/dotnet"),
            new(Path.Combine(DotnetRoot, "host"), "/dotnet/host"),
            new(Path.Combine(DotnetRoot, "shared/Microsoft.NETCore.App"), "/dotnet/shared/Microsoft.NETCore.App"),
            new(RunnerDirectory, "/runner"),
        ],
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = "/tmp",
            ["TMPDIR"] = "/tmp",
            ["LANG"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["DOTNET_GCHeapHardLimit"] = string.Create(CultureInfo.InvariantCulture, $"0x{(long)options.MemoryMb << 20:x}"),
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            // No promotion of hot methods: the runtime's compiler would work beside the runs that are measured, two seconds for a process that is used once.
            ["DOTNET_TC_CallCounting"] = "0",
            // Threads of the pool that spin while they wait for work take the processor from whatever they wait for.
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            // No debugger, profiler or diagnostics socket: the learner's code could attach to its own harness.
            ["DOTNET_EnableDiagnostics"] = "0",
            // Double mapping wants one huge sparse file, which the file size limit forbids.
            ["DOTNET_EnableWriteXorExecute"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        },
        WorkingDirectory = "/tmp",
        Limits = new JailLimits
        {
            MemoryMb = options.MemoryMb + options.OverheadMb,
            Tasks = options.Tasks,
            CpuSeconds = options.CpuSeconds,
            InUse = options.InUse,
            Files = options.Files,
            OpenFiles = 512, // .NET keeps two for each assembly that it has loaded
            FileMb = 64,
            TmpMb = 32,
        },
    };

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "runner");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            yield return Path.Combine(at.FullName, "artifacts/publish/Learning.Runner/release_linux-x64");
            yield return Path.Combine(at.FullName, "artifacts/publish/Learning.Runner/release");
        }
    }

    private static string? Existing(string folder) => File.Exists(Path.Combine(folder, Program)) ? Path.GetFullPath(folder) : null;
}
