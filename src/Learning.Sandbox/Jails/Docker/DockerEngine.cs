using System.ComponentModel;
using System.Diagnostics;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>What the docker command line said, and how it ended.</summary>
internal sealed record DockerAnswer(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;
    public string Reason => Errors.Trim() is { Length: > 0 } said ? said : Output.Trim();
}

/// <summary>A short order to an engine, and its answer.</summary>
internal delegate Task<DockerAnswer> DockerOrder(IReadOnlyList<string> words, CancellationToken cancellationToken = default);

/// <summary>
/// The docker command line, for short orders. It follows the user's context and DOCKER_HOST, and speaks with every engine that the user's
/// own commands speak with; a library for the engine's interface can take its place here.
/// </summary>
internal static class DockerEngine
{
    private const int NotThere = 127;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<DockerAnswer> AskAsync(IReadOnlyList<string> words, CancellationToken cancellationToken = default)
    {
        using var process = Start(words);
        if (process is null)
            return new(NotThere, "", "there is no program \"docker\"");
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            return new(-1, "", $"docker {words[0]} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static Process? Start(IReadOnlyList<string> words)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("docker", words)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
