using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents.Console;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Incidents.World;

/// <summary>A lab's PostgreSQL: a copy of the template in a jail of its own, on disk, deleted with the lab.</summary>
internal sealed class WorldServer : IAsyncDisposable
{
    /// <summary>Each of up to a hundred backends is counted with the shared buffers that it has touched.</summary>
    private const int MemoryMb = 8192;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);
    private readonly string _directory;
    private readonly string _password;
    private readonly JailedProcess _process;
    private readonly string[] _supervisorsOwn;
    private readonly ConcurrentDictionary<(string Role, string Application), NpgsqlDataSource> _sources = new();
    private ConsoleRelay? _relay;

    private WorldServer(string directory, string password, JailedProcess process, ServerTail log, bool direct, int major)
    {
        (_directory, _password, _process, Log, Direct) = (directory, password, process, log, direct);
        _supervisorsOwn = WorldSql.SupervisorsOwn(major);
    }

    public ServerTail Log { get; }
    /// <summary>Reads go to the disk; otherwise to the operating system's cache.</summary>
    public bool Direct { get; }
    public bool HasExited => _process.HasExited;
    public JailBreach Breach => _process.Breach;
    public JailUsage Measure() => _process.Measure();

    public static async Task<WorldServer> StartAsync(IJail jail, PostgresInstallation installation, WorldTemplate template, string directory, int diskMb, Func<double> clock, CancellationToken cancellationToken)
    {
        WorldServer? server = null;
        try
        {
            Directory.CreateDirectory(directory);
            Ownership.Give(directory);
            await Supervisor.MarkAsync(directory, cancellationToken);
            var (data, sockets) = (Path.Combine(directory, "data"), Path.Combine(directory, "s"));
            Directory.CreateDirectory(sockets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Ownership.Give(sockets);
            await DataCopy.RunAsync(template.Data, data, cancellationToken);
            var direct = DirectReads.Work(directory);
            // sync: what waits for a page says DataFileRead, as people know it from other installations.
            string[] settings = ["-c", "log_line_prefix=[%p] %q%a %u ", .. direct ? new[] { "-c", "debug_io_direct=data" } : [], "-c", "io_method=sync"];
            var process = await jail.StartAsync(ServerCommand.For(installation, data, sockets, settings,
                new() { MemoryMb = MemoryMb, Tasks = 160, ShmMb = 256, FileMb = 1100, DiskMb = diskMb, Files = 50_000, Watch = TimeSpan.FromMilliseconds(160) }), cancellationToken);
            server = new WorldServer(directory, template.Password, process, new(process.Error, clock), direct, installation.Major);
            await server.WaitUntilReadyAsync(cancellationToken);
            process.BeginUse();
            server._relay = new(Path.Combine(directory, "c"), Path.Combine(sockets, ".s.PGSQL.5432"));
            return server;
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync();
            else // half a gigabyte, copied or begun
                await Supervisor.RemoveAsync(directory);
            throw;
        }
    }

    /// <summary>A connection that others see as <paramref name="application"/>.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string role, string application, CancellationToken cancellationToken) =>
        await _sources.GetOrAdd((role, application), key => Source(key.Role, key.Application)).OpenConnectionAsync(cancellationToken);

    /// <summary>A connection of the learner's, through what bounds the words that come back.</summary>
    public async Task<NpgsqlConnection> ConsoleAsync(CancellationToken cancellationToken) =>
        await _sources.GetOrAdd((WorldSql.OnCall, "console"), key => Source(key.Role, "oncall", _relay!.Directory)).OpenConnectionAsync(cancellationToken);

    private NpgsqlDataSource Source(string role, string application, string? sockets = null)
    {
        var isOurs = role == "supervisor";
        var builder = new NpgsqlDataSourceBuilder(WorldTemplate.Connection(sockets ?? Path.Combine(_directory, "s"), role, application, isOurs ? _password : null));
        if (isOurs)
            builder.ConnectionStringBuilder.Options = string.Join(' ', _supervisorsOwn.Select(setting => $"-c {setting}"));
        // The questions that Npgsql asks of the catalogue would stand among the application's statements.
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));
        return builder.Build();
    }

    public Task<NpgsqlConnection> SuperviseAsync(CancellationToken cancellationToken) => OpenAsync("supervisor", "supervisor", cancellationToken);

    /// <summary>What the template could not know: the names that this session drew.</summary>
    public async Task PersonaliseAsync(Incident incident, Drawn drawn, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync("owner", "migrations", cancellationToken);
        foreach (var piece in incident.World.Personalise.SelectMany(sql => SqlPieces.Of(drawn.Fill(sql))))
        {
            await using var command = new NpgsqlCommand(piece, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTime);
        while (!HasExited)
        {
            try
            {
                await using var connection = await SuperviseAsync(limit.Token);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20, limit.Token); // starting up; the deadline ends this
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InfrastructureException($"The incident's database was not ready after {StartTime.TotalSeconds:0} s. {Log.Text}");
            }
        }
        throw new InfrastructureException($"The incident's database ended while starting. {Log.Text}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
            await source.DisposeAsync();
        if (_relay is not null)
            await _relay.DisposeAsync();
        await _process.DisposeAsync();
        await Log.DisposeAsync();
        // Off the path: half a gigabyte takes a while to unlink.
        _ = Supervisor.RemoveAsync(_directory);
    }
}
