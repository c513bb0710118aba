using System.Text;
using Learning.Grading;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>Whether containers can be jails here: an engine of this machine that answers, new enough, with the image.</summary>
internal static class DockerProbe
{
    private const string Build = "docker build -f docker/sandbox.Dockerfile -t";
    private static readonly Version Oldest = new(20, 10);
    private static readonly TimeSpan GoneTime = TimeSpan.FromSeconds(1);

    /// <summary>Null when jails can be made, else a sentence that says what to do.</summary>
    public static string? Find(string image) => Task.Run(() => FindAsync(image, CancellationToken.None)).GetAwaiter().GetResult();

    public static async Task<string?> FindAsync(string image, CancellationToken cancellationToken) =>
        Engine(await DockerEngine.AskAsync(["version", "--format", "{{.Server.Version}} {{.Server.Os}}"], cancellationToken))
        ?? Image(image, await DockerEngine.AskAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellationToken))
        ?? await TrialAsync(image, cancellationToken);

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

    /// <summary>A jail is started, seen from outside, spoken with and ended.</summary>
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
            await trial.KillAsync().WaitAsync(GoneTime, cancellationToken);
            return null;
        }
        catch (InfrastructureException fault)
        {
            return $"a trial container did not start: {fault.Message}";
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
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
