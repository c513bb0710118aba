using System.Diagnostics;
using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Clusters;

/// <summary>A postmaster for data of our own making: the application database, or a template while it is built. Not jailed, never root.</summary>
internal sealed class TrustedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Process _process;

    private TrustedPostgres(Process process) => _process = process;

    public Stream Log => _process.StandardError.BaseStream;
    public bool HasExited => _process.HasExited;

    public static async Task<TrustedPostgres> StartAsync(PostgresInstallation installation, string data, string sockets, IEnumerable<string> settings, string? niceness = null)
    {
        string[] arguments = ["-D", data, "-c", $"unix_socket_directories={sockets}", "-c", "listen_addresses=", .. settings];
        var postgres = installation.Program("postgres");
        var process = niceness is null ? await ShellCommand.StartAsync(postgres, arguments, installation.Libraries) : await ShellCommand.StartAsync("nice", ["-n", niceness, postgres, .. arguments], installation.Libraries);
        process.StandardInput.Close();
        return new(process);
    }

    public async Task StopAsync(TimeSpan patience)
    {
        if (_process.HasExited)
            return;
        // "Fast" shutdown: sessions are ended, everything is on disk.
        if (!Signals.Send(_process.Id, Signals.Interrupt) && !_process.HasExited)
            throw new InfrastructureException($"PostgreSQL (process {_process.Id}) could not be told to stop.");
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InfrastructureException($"PostgreSQL (process {_process.Id}) did not stop within {patience.TotalSeconds:0} s: the disk may be busy.");
        }
    }

    /// <summary>Data that nobody needs any more. It has no jail whose /dev/shm goes with it, so PostgreSQL is asked first: its "immediate" shutdown takes its shared memory along.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, Signals.Quit);
            using var limit = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
