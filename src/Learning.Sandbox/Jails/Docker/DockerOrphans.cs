using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>Containers outlive a supervisor that was killed. Each is labelled with the process that started it; a later start removes those whose process is gone.</summary>
internal static class DockerOrphans
{
    public const string Label = "latency-lab.supervisor";

    /// <summary>Process, start time, namespace and boot: together they name one process of one machine.</summary>
    public static string Owner { get; } = SupervisorMark.Own.Text('/');

    /// <summary>False when the engine did not say what there is.</summary>
    public static async Task<bool> SweepAsync(CancellationToken cancellationToken = default)
    {
        var listed = await DockerEngine.AskAsync(["ps", "--all", "--no-trunc", "--filter", $"label={Label}", "--format", $"{{{{.ID}}}} {{{{.Label \"{Label}\"}}}}"], cancellationToken);
        string[] orphans = [.. listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(words => words is [_, var owner] && IsGone(owner)).Select(words => words[0])];
        if (orphans.Length > 0)
            _ = await DockerEngine.AskAsync(["rm", "--force", "--volumes", .. orphans], cancellationToken);
        return listed.Succeeded;
    }

    /// <summary>An engine may serve several machines: what is of another boot is not ours to judge.</summary>
    public static bool IsGone(string owner) => Read(owner) is { Boot.Length: > 0 } mark && mark.IsGone(local: false);

    /// <summary>Labels of earlier versions are boot, process and start time.</summary>
    private static SupervisorMark? Read(string owner) =>
        owner.Split('/') is [var boot, var process, var started] ? SupervisorMark.Read($"{process}/{started}//{boot}", '/') : SupervisorMark.Read(owner, '/');
}
