using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Learning.Tests.Shared;

/// <summary>
/// A real PostgreSQL of a test class's own, on a unix socket in a temporary directory, gone afterwards. Trusts everybody: it holds nothing.
/// </summary>
public sealed class ThrowawayPostgres : IAsyncLifetime, IDisposable
{
    private const string Nobody = "65534";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _home = FindHome();
    private readonly string _directory = TestPlace.Create("pg-");
    private Process? _server;

    /// <summary>The directory of the socket, as Npgsql's Host wants it.</summary>
    public string Host => _directory;
    public string Socket => Path.Combine(_directory, ".s.PGSQL.5432");
    public string ConnectionString => $"Host={Host};Username=postgres;Database=postgres;Pooling=false;Server Compatibility Mode=NoTypeLoading";

    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", [$"{Nobody}:{Nobody}", _directory]);
        var data = Path.Combine(_directory, "data");
        await RunAsync(Program("initdb"), ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync", "--wal-segsize=1"]);
        _server = Start(Program("postgres"), ["-D", data, "-c", "listen_addresses=", "-c", $"unix_socket_directories={_directory}", "-c", "fsync=off", "-c", "jit=off", "-c", "log_min_messages=fatal"]);
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_server.HasExited || waited.Elapsed > Deadline)
                throw new InvalidOperationException($"PostgreSQL in {_home} did not start: {await _server.StandardError.ReadToEndAsync()}");
            await Task.Delay(20);
        }
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            // SIGQUIT to the server itself; setpriv has become it.
            await RunAsync("kill", ["-QUIT", _server.Id.ToString(CultureInfo.InvariantCulture)]);
            await _server.WaitForExitAsync().WaitAsync(Deadline);
        }
        Directory.Delete(_directory, recursive: true);
    }

    public void Dispose() => _server?.Dispose();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string Program(string name) => Path.Combine(_home, "bin", name);

    private async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{errors}");
    }

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        var ordinary = Environment.IsPrivilegedProcess && Path.IsPathRooted(program);
        var start = new ProcessStartInfo(ordinary ? "setpriv" : program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory,
        };
        if (ordinary)
        {
            foreach (var argument in (string[])[$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", program])
                start.ArgumentList.Add(argument);
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["HOME"] = _directory;
        start.Environment["LD_LIBRARY_PATH"] = Path.Combine(_home, "lib");
        start.Environment.Remove("PGDATA");
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        return process;
    }

    private static string FindHome()
    {
        var user = Environment.GetEnvironmentVariable("HOME") ?? "/";
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(user, ".cache");
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var major) ? major : 0)
            : Enumerable.Empty<string>();
        string?[] candidates = [Environment.GetEnvironmentVariable("LEARNING_POSTGRES_HOME"), Path.Combine(cache, "latency-lab", "postgresql-18.4.0-beta.17", "native"), .. installed];
        return candidates.FirstOrDefault(path => path is { Length: > 0 } && File.Exists(Path.Combine(path, "bin", "initdb")))
            ?? throw new InvalidOperationException("No PostgreSQL for the tests: set LEARNING_POSTGRES_HOME to a directory with bin/initdb, start the product once (it fetches one), or install postgresql.");
    }
}
