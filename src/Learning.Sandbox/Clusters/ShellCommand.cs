using System.Diagnostics;
using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Clusters;

/// <summary>Runs a trusted program to its end, not as root; a failure is ours and carries what it said.</summary>
internal static class ShellCommand
{
    /// <summary>When it is cancelled, the program has ended before this returns: it writes nothing any more.</summary>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string? libraries = null)
    {
        using var process = await StartAsync(program, arguments, libraries);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It alone: what pg_ctl has started by then is a server, and is told to stop as one.
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        if (process.ExitCode != 0)
            throw new InfrastructureException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {(await errors).Trim()} {(await output).Trim()}");
    }

    public static Task<Process> StartAsync(string program, IEnumerable<string> arguments, string? libraries)
    {
        string[] words = [.. Unprivileged.Prefix, program, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        if (libraries is not null)
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        return Spawner.StartAsync(start);
    }
}
