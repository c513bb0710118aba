using Learning.Grading;
using Npgsql;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// The application's own database server: durable, on a private unix socket, made at first use from the binaries that the sandbox uses.
/// pg_ctl puts it in a session of its own, so that Ctrl-C ends the application first; what a killed application left running is taken over.
/// Throws <see cref="PostgresMissingException"/> without binaries and <see cref="InfrastructureException"/> when the folder cannot serve.
/// </summary>
public sealed class ApplicationPostgres(string? postgresHome = null) : IAsyncDisposable
{
    private const string User = "lab";
    private const string Database = "latency_lab";
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <summary>Where the site keeps its database unless it is told otherwise. Root's home is closed to the account that PostgreSQL drops to.</summary>
    public static string DefaultDirectory => Environment.IsPrivilegedProcess ? "/var/lib/latency-lab/application"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "latency-lab", "application");

    private PostgresInstallation? _installation;
    private ApplicationFolder? _folder;
    private FileStream? _claim;

    /// <summary>Starts the server, or takes over the one that is still running, and returns a connection string.</summary>
    public async Task<string> StartAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        if (_claim is not null)
            throw new InvalidOperationException("The application database is already started.");
        _installation = PostgresInstallation.Find(postgresHome);
        _folder = new(dataDirectory);
        try
        {
            _folder.Prepare();
            _claim = _folder.Claim();
            var password = await _folder.PasswordAsync(cancellationToken);
            await InitialiseAsync(_installation, _folder, cancellationToken);
            if (_folder.Orphan() is null || !await TakenOverAsync(_folder, password, cancellationToken))
                await RunAsync(_installation, _folder, cancellationToken);
            await CreateDatabaseAsync(_folder, password, cancellationToken);
            return Connection(_folder, password, Database);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            await DisposeAsync();
            throw new InfrastructureException($"The application's data folder {_folder.Root} cannot be used: {error.Message}", error);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>For a short visit from another process: a connection string to the server that the site has running, or null when it does not run.</summary>
    public static async Task<string?> FindRunningAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var folder = new ApplicationFolder(dataDirectory);
        return folder.HasData && folder.Orphan() is not null ? Connection(folder, await folder.PasswordAsync(cancellationToken), Database) : null;
    }

    private static async Task InitialiseAsync(PostgresInstallation installation, ApplicationFolder folder, CancellationToken cancellationToken)
    {
        if (folder.HasData)
        {
            if (folder.Major != installation.Major)
                throw new InfrastructureException($"{folder.Root} was made by PostgreSQL {folder.Major}, and {installation.Home} is {installation.Version}. Set LEARNING_POSTGRES_HOME to a PostgreSQL {folder.Major}, or move the folder away to begin anew.");
            return;
        }
        Supervisor.Remove(folder.Unfinished);
        await ShellCommand.RunAsync(installation.Program("initdb"),
            ["-D", folder.Unfinished, "-U", User, "-E", "UTF8", "--no-locale", "--auth=scram-sha-256", $"--pwfile={folder.Password}"], cancellationToken, installation.Libraries);
        Directory.Move(folder.Unfinished, folder.Data);
    }

    private static async Task RunAsync(PostgresInstallation installation, ApplicationFolder folder, CancellationToken cancellationToken)
    {
        // Written at every start: the folder may have been moved.
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "postgresql.conf"), $"""
            listen_addresses = ''
            unix_socket_directories = '{folder.Sockets.Replace("'", "''", StringComparison.Ordinal)}'
            unix_socket_permissions = 0700
            max_connections = 60
            shared_buffers = 64MB
            fsync = on
            timezone = 'UTC'
            log_timezone = 'UTC'

            """, cancellationToken);
        File.Delete(folder.Log);
        // There is no server of ours. One that was killed may still be a zombie that nobody has waited for, and PostgreSQL takes its lock for a living one's.
        File.Delete(Path.Combine(folder.Sockets, ".s.PGSQL.5432.lock"));
        try
        {
            await ShellCommand.RunAsync(installation.Program("pg_ctl"), ["start", "-D", folder.Data, "-l", folder.Log, "-w", "-t", "60"], cancellationToken, installation.Libraries);
        }
        catch (InfrastructureException error)
        {
            var said = File.Exists(folder.Log) ? string.Join(' ', File.ReadLines(folder.Log).TakeLast(5)) : error.Message;
            throw new InfrastructureException($"The application's PostgreSQL in {folder.Root} did not start: {said}", error);
        }
    }

    private async Task<bool> TakenOverAsync(ApplicationFolder folder, string password, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection(folder, password, "postgres"));
            await connection.OpenAsync(cancellationToken).WaitAsync(AnswerTime, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            // Alive and not answering (shutting down, or stuck): it goes, and recovery from its log follows.
            await StopAsync(folder, "immediate", cancellationToken);
            return false;
        }
    }

    private static async Task CreateDatabaseAsync(ApplicationFolder folder, string password, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection(folder, password, "postgres"));
            await connection.OpenAsync(cancellationToken);
            await using var exists = new NpgsqlCommand($"SELECT count(*) FROM pg_database WHERE datname = '{Database}'", connection);
            if (await exists.ExecuteScalarAsync(cancellationToken) is 1L)
                return;
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException error)
        {
            throw new InfrastructureException($"The application's PostgreSQL in {folder.Root} started and cannot be used: {error.Message}", error);
        }
    }

    private static string Connection(ApplicationFolder folder, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder.Sockets,
        Username = User,
        Password = password,
        Database = database,
        Timeout = 10,
        MaxPoolSize = 40,
        Pooling = database == Database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ToString();

    private async Task StopAsync(ApplicationFolder folder, string mode, CancellationToken cancellationToken)
    {
        if (folder.Orphan() is null)
            return;
        try
        {
            await ShellCommand.RunAsync(_installation!.Program("pg_ctl"), ["stop", "-D", folder.Data, "-m", mode, "-w", "-t", "30"], cancellationToken, _installation.Libraries);
        }
        catch (InfrastructureException) when (folder.Orphan() is null)
        {
            // It ended by itself meanwhile (killed, crashed): what pg_ctl complains of is the pid file left behind.
        }
    }

    /// <summary>Ends sessions, writes everything to disk and stops, within half a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_claim is null)
            return;
        try
        {
            await StopAsync(_folder!, "fast", CancellationToken.None);
            if (_folder!.SocketsAreElsewhere)
                Supervisor.Remove(_folder.Sockets);
        }
        finally
        {
            await _claim.DisposeAsync();
            _claim = null;
        }
    }
}
