using System.Collections.Concurrent;
using System.Security.Cryptography;
using Learning.Grading;
using Learning.Sandbox.Jails;
using Npgsql;

namespace Learning.Sandbox.Clusters;

/// <summary>Trusted roles of a throw-away cluster. The learner's role has no password and no way in but the proxy.</summary>
internal enum ClusterRole { Supervisor, Owner }

/// <summary>A started copy of a template in a jail of its own: one attempt, then deleted.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>What it may keep on disk in all, in MB: data, temporary files, its log of changes.</summary>
    public const int DiskMb = 2048;

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NewsTime = TimeSpan.FromSeconds(1);

    private readonly string _directory;
    private readonly JailedProcess _server;
    private readonly ServerLog _log;
    private readonly ClusterTemplate _template;
    private readonly ConcurrentDictionary<(ClusterRole Role, string Database), NpgsqlDataSource> _sources = new();
    private int _copies;
    private int _disposed;
    private volatile bool _stopped;

    private Cluster(ClusterTemplate template, string directory, JailedProcess server, ServerLog log)
    {
        _template = template;
        _directory = directory;
        _server = server;
        _log = log;
    }

    public ClusterTemplate Template => _template;
    public string PostgresVersion => _template.Installation.Version;
    public string ServerSocket => Path.Combine(Sockets(_directory), ".s.PGSQL.5432");
    public int Pid => _server.Id;
    public JailLimits Limits => _server.Limits;
    public bool HasExited => _server.HasExited;

    /// <summary>Why it was ended from outside, where it was. A broken connection may be seen before the reason is, so this waits a moment for it.</summary>
    public async Task<JailBreach> BreachAsync(CancellationToken cancellationToken)
    {
        if (_server.Breach == JailBreach.None)
            await _server.WaitForExitAsync(cancellationToken).WaitAsync(NewsTime, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return _server.Breach;
    }

    /// <summary>A statement of the answer's went on past its end and heard nothing, and the server was ended with it.</summary>
    public bool WasStopped => _stopped;

    /// <summary>Ends the server in the middle of whatever it does; all that is asked of it afterwards fails.</summary>
    public void Stop()
    {
        _stopped = true;
        _server.Kill();
    }

    /// <summary>Work begins, and the time of what is not ours; before, it may wait for as long as nobody needs it.</summary>
    public void BeginUse(bool isOurs)
    {
        _log.Widen();
        if (!isOurs)
            _server.BeginUse();
    }

    public static async Task<Cluster> StartAsync(IJail jail, ClusterTemplate template, string directory, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("start cluster");
        Cluster? cluster = null;
        try
        {
            Directory.CreateDirectory(directory);
            Ownership.Give(directory);
            await Supervisor.MarkAsync(directory, cancellationToken);
            Directory.CreateDirectory(Sockets(directory), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Ownership.Give(Sockets(directory));
            using (Steps.Begin("copy template"))
                await DataCopy.RunAsync(template.Data, Data(directory), cancellationToken);

            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            var server = await jail.StartAsync(ServerCommand.For(template.Installation, Data(directory), Sockets(directory),
                ["-c", $"log_line_prefix={secret} %p %l %e %u@%d|"],
                new() { MemoryMb = 2048, Tasks = 100, ShmMb = 256, FileMb = 1100, DiskMb = DiskMb, Files = 50_000, CpuSeconds = 1800, InUse = TimeSpan.FromMinutes(30) }), cancellationToken);
            cluster = new Cluster(template, directory, server, new ServerLog(server.Error, secret));
            await cluster.WaitUntilReadyAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            if (cluster is not null)
                await cluster.DisposeAsync();
            else // as a rule in memory, and a copy that was not finished is as large as any
                await Supervisor.RemoveAsync(directory);
            throw;
        }
    }

    public async Task<NpgsqlConnection> OpenAsync(ClusterRole role, string database, CancellationToken cancellationToken)
    {
        // Pooled: every scram handshake costs more than the query that follows.
        var source = _sources.GetOrAdd((role, database), key => Source(_template.ConnectionString(key.Role, Sockets(_directory), key.Database)));
        return await source.OpenConnectionAsync(cancellationToken);
    }

    /// <summary>Each would ask the new server for all of its types first; what the trusted side reads is built in.</summary>
    private static NpgsqlDataSource Source(string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));
        return builder.Build();
    }

    /// <summary>At any look so far, or now: what failed for want of room may be gone already. It walks over a thousand files.</summary>
    public long MostBytesOnDisk() => _server.MostBytesOnDisk();

    /// <summary>A new copy of a data set's pristine database, which nobody may be connected to; its name. Copying files of a frozen database takes some 20 ms.</summary>
    public async Task<string> CopyAsync(string set, CancellationToken cancellationToken)
    {
        var name = $"{set}_{Interlocked.Increment(ref _copies)}";
        try
        {
            await using var connection = await OpenAsync(ClusterRole.Supervisor, _template.Maintenance, cancellationToken);
            foreach (var sql in TemplateSql.Copy(set, name))
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            return name;
        }
        catch (NpgsqlException error)
        {
            throw new InfrastructureException($"Data set {set} could not be copied: {error.Message}", error);
        }
    }

    /// <summary>Statements and plans of everything that ran since the last look. All learner sessions must have ended: the server logs before it closes.</summary>
    public async Task<ServerRecord> DrainAsync(CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("drain log");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DrainTime);
        try
        {
            var marker = $"marker {Guid.NewGuid():N}";
            await using var connection = await OpenAsync(ClusterRole.Supervisor, _template.Maintenance, limit.Token);
            await using var command = new NpgsqlCommand($"DO $$ BEGIN RAISE LOG '{marker}'; END $$", connection);
            await command.ExecuteNonQueryAsync(limit.Token);
            var entries = await _log.ReadUntilAsync(marker, "supervisor", limit.Token);
            return new(LoggedPlans.In(entries), LoggedStatements.In(entries), Torn: _log.IsNarrow);
        }
        catch (LogFloodException)
        {
            return new([], [], Flooded: true);
        }
        catch (Exception error) when (error is NpgsqlException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new InfrastructureException($"The cluster's log could not be drained: {error.Message}", error);
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTime);
        Exception? last = null;
        while (!_server.HasExited)
        {
            try
            {
                if (File.Exists(ServerSocket))
                {
                    await using var connection = await OpenAsync(ClusterRole.Supervisor, _template.Maintenance, limit.Token);
                    return;
                }
                await Task.Delay(10, limit.Token);
            }
            catch (NpgsqlException error)
            {
                last = error; // still starting up; the deadline ends this
                await Task.Delay(20, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InfrastructureException($"A cluster was not ready after {StartTime.TotalSeconds:0} s. {last?.Message} {_log.StartupText}");
            }
        }
        throw new InfrastructureException($"A cluster ended while starting. {_log.StartupText} {last?.Message}");
    }

    private static string Data(string directory) => Path.Combine(directory, "data");
    private static string Sockets(string directory) => Path.Combine(directory, "s");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        try
        {
            try
            {
                await Task.WhenAll(_sources.Values.Select(source => source.DisposeAsync().AsTask()));
            }
            finally
            {
                await _server.DisposeAsync();
            }
            await _log.DisposeAsync(); // it ends with the server
        }
        finally
        {
            // Off the path: a hundred megabytes take a while to unlink.
            _ = Supervisor.RemoveAsync(_directory);
        }
    }
}
