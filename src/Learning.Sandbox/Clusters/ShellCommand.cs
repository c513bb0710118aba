using Learning.Grading;

namespace Learning.Sandbox.Clusters;

/// <summary>Runs a trusted program to its end; a failure is ours and carries what it said.</summary>
internal static class ShellCommand
{
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string? libraries = null)
    {
        var start = Unprivileged.Start(program, arguments);
        if (libraries is not null)
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        using var process = await ProcessSpawner.StartAsync(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InfrastructureException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {(await errors).Trim()} {(await output).Trim()}");
    }
}
