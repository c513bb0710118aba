using System.Globalization;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>How many processors a container can be given. What the engine has said of that is kept; an engine that did not answer is asked again.</summary>
internal sealed class DockerProcessors(DockerOrder order)
{
    private Known? _known;

    /// <summary>Null where the kernel has no such quota: the engine refuses the whole container there, as it does when asked for more than it has.</summary>
    public async Task<double?> MostAsync(CancellationToken cancellationToken)
    {
        // Older command lines end well, with zeros, when no engine answers.
        if (_known is null && await order(["info", "--format", "{{.CPUCfsQuota}} {{.NCPU}}"], cancellationToken) is { Succeeded: true } said
            && said.Output.Trim().Split(' ') is [var quota, var count] && int.TryParse(count, CultureInfo.InvariantCulture, out var processors) && processors > 0)
            _known = new(quota == "true" ? processors : null);
        return _known?.Most;
    }

    private sealed record Known(double? Most);
}
