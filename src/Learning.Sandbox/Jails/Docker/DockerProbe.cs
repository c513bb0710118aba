using System.Collections.Concurrent;
using System.Text;
using Learning.Grading;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>
/// Whether containers can be jails here: an engine of this machine that answers, new enough, with the image, and a container that does as it is told. A container is
/// tried once, and once more after something was lacking: beside the work of others it takes a while, and would say no more than that.
/// </summary>
internal sealed class DockerProbe(string image, DockerOrder order, Func<CancellationToken, Task<string?>> trial)
{
    private const string Build = "docker build -f docker/sandbox.Dockerfile -t";
    private static readonly Version Oldest = new(20, 10);
    private static readonly ConcurrentDictionary<string, DockerProbe> Probes = new(StringComparer.Ordinal);
    private volatile bool _tried;

    /// <summary>An image's own, whoever asks: who chose the jail has tried it already.</summary>
    public static DockerProbe Of(string image) => Probes.GetOrAdd(image, static name => new(name, DockerEngine.AskAsync, stop => TrialAsync(name, stop)));

    /// <summary>Null when jails can be made, else a sentence that says what to do.</summary>
    public static string? Find(string image) => Task.Run(() => Of(image).FindAsync(CancellationToken.None)).GetAwaiter().GetResult();

    /// <inheritdoc cref="Find"/>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        var lacking = Engine(await order(["version", "--format", "{{.Server.Version}} {{.Server.Os}}"], cancellationToken))
            ?? Image(image, await order(["image", "inspect", "--format", "{{.Id}}", image], cancellationToken))
            ?? (_tried ? null : await trial(cancellationToken));
        _tried = lacking is null;
        return lacking;
    }

    /// <summary>What an engine's answer lacks.</summary>
    public static string? Engine(DockerAnswer said)
    {
        if (!OperatingSystem.IsLinux())
            return "jails of Docker are for a supervisor on Linux; on this system run the whole lab in Docker (docker compose up).";
        if (said.ExitCode == 127)
            return "install an engine (the package docker.io or docker-ce).";
        if (!said.Succeeded)
            return said.Reason.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
                ? $"this account may not use the engine (uid {HostAccount.UserId}); members of the group \"docker\" may."
                : $"the engine does not answer ({said.Reason}); start it (systemctl start docker).";
        if (said.Output.Trim().Split(' ') is not [var version, "linux"])
            return $"the engine runs other containers than Linux's ({said.Output.Trim()}).";
        return Version.TryParse(string.Join('.', version.Split('.', '-', '+').Take(2)), out var number) && number >= Oldest ? null
            : $"the engine is {version}, and {Oldest} is the oldest that serves.";
    }

    private static string? Image(string name, DockerAnswer said) => said.Succeeded ? null : $"the image {name} is missing; in the repository: {Build} {name} .";

    /// <summary>A jail is started, seen from outside, spoken with and ended. To end it has the time that any jail has: beside work that fills the machine a kill takes a while.</summary>
    private static async Task<string?> TrialAsync(string image, CancellationToken cancellationToken)
    {
        using var jail = new DockerJail(image);
        try
        {
            await using var trial = await jail.StartAsync(new() { Program = "/usr/bin/cat" }, cancellationToken);
            if (trial.Id == 0)
                return $"a trial container ended at once: {await ReadAsync(trial.Error, cancellationToken)}";
            await trial.Input.WriteAsync("x"u8.ToArray(), cancellationToken);
            await trial.Input.FlushAsync(cancellationToken);
            var echo = new byte[1];
            await trial.Output.ReadExactlyAsync(echo, cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is InfrastructureException or TimeoutException or IOException)
        {
            return $"a trial container did not do as it was told: {fault.Message}";
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[500];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, read).Trim();
    }
}
