using System.Globalization;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>Containers outlive a supervisor that was killed. Each is labelled with the process that started it; a later start removes those whose process is gone.</summary>
internal static class DockerOrphans
{
    public const string Label = "latency-lab.supervisor";

    /// <summary>Boot, process and its start time: together they name one process of one machine. The process may be another's after a restart, the three together not.</summary>
    public static string Owner { get; } = string.Create(CultureInfo.InvariantCulture, $"{Boot()}/{Environment.ProcessId}/{Supervisor.StartTime(Environment.ProcessId)}");

    public static async Task SweepAsync()
    {
        var listed = await DockerEngine.AskAsync(["ps", "--all", "--no-trunc", "--filter", $"label={Label}", "--format", $"{{{{.ID}}}} {{{{.Label \"{Label}\"}}}}"]);
        string[] orphans = [.. listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(words => words is [_, var owner] && IsGone(owner)).Select(words => words[0])];
        if (orphans.Length > 0)
            _ = await DockerEngine.AskAsync(["rm", "--force", "--volumes", .. orphans]);
    }

    private static bool IsGone(string owner) => owner.Split('/') is [var boot, var process, var started]
        && int.TryParse(process, CultureInfo.InvariantCulture, out var id) && (boot != Boot() || Supervisor.StartTime(id) != started);

    private static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
