using System.Diagnostics;
using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Clusters;

/// <summary>Runs a trusted program to its end, not as root; a failure is ours and carries what it said.</summary>
internal static class ShellCommand
{
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string? libraries = null)
    {
        using var process = await StartAsync(program, arguments, libraries);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
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
