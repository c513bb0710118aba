using System.Diagnostics;
using Learning.Grading;

namespace Learning.Sandbox.Clusters;

/// <summary>A running postmaster, jailed or (for trusted data) not, whose standard error is ours to read.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Process _process;

    private PostgresServer(Process process) => _process = process;

    public Stream Log => _process.StandardError.BaseStream;
    public int Pid => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>In bubblewrap: its own user, pid, ipc and network namespaces; only its data and socket directories are writable.</summary>
    public static Task<PostgresServer> StartJailedAsync(PostgresInstallation installation, string data, string sockets, IEnumerable<string> settings)
    {
        List<string> jail =
        [
            "--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL", "--hostname", "cluster",
            "--ro-bind", "/usr/lib", "/usr/lib", "--ro-bind", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
            "--ro-bind-try", "/usr/share/zoneinfo", "/usr/share/zoneinfo", "--ro-bind-try", "/usr/share/postgresql", "/usr/share/postgresql",
            "--ro-bind", installation.Home, "/pg", "--bind", data, "/data", "--bind", sockets, "/sock",
            "--proc", "/proc", "--dev", "/dev", "--size", "16777216", "--tmpfs", "/tmp", "--uid", "1000", "--gid", "1000",
            "--setenv", "LD_LIBRARY_PATH", "/pg/lib", "--setenv", "LC_ALL", "C",
            "/pg/bin/postgres", "-D", "/data", "-c", "unix_socket_directories=/sock", "-c", "listen_addresses=",
        ];
        return StartAsync(Unprivileged.Start("bwrap", jail.Concat(settings)));
    }

    public static Task<PostgresServer> StartTrustedAsync(PostgresInstallation installation, string data, string sockets, IEnumerable<string> settings)
    {
        var start = Unprivileged.Start(installation.Program("postgres"), ((IEnumerable<string>)["-D", data, "-c", $"unix_socket_directories={sockets}", "-c", "listen_addresses="]).Concat(settings));
        start.Environment["LD_LIBRARY_PATH"] = installation.Libraries;
        return StartAsync(start);
    }

    private static async Task<PostgresServer> StartAsync(ProcessStartInfo start)
    {
        var process = await ProcessSpawner.StartAsync(start);
        process.StandardInput.Close();
        return new(process);
    }

    /// <summary>SIGKILL of the jail's first process ends all of its pid namespace; of a plain postmaster, its children follow.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }
        _process.Dispose();
    }

    /// <summary>A clean shutdown: everything is on disk afterwards.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (!_process.HasExited)
        {
            Signal(_process.Id, SignalInterrupt);
            using var limit = new CancellationTokenSource(patience);
            await _process.WaitForExitAsync(limit.Token);
        }
    }

    private const int SignalInterrupt = 2;

    private static void Signal(int pid, int signal)
    {
        if (NativeSignals.Kill(pid, signal) != 0 && !ProcessIsGone(pid))
            throw new InfrastructureException($"Signal {signal} could not be sent to {pid}.");
    }

    private static bool ProcessIsGone(int pid) => !Directory.Exists($"/proc/{pid}");
}
