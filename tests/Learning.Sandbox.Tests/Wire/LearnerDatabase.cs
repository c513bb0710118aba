using Learning.Sandbox.Wire;
using Learning.Tests.Shared;
using Npgsql;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>A throw-away server with the role learner and the database lab, in which a table of 100 items stands.</summary>
public sealed class LearnerDatabase : IAsyncLifetime, IDisposable
{
    public ThrowawayPostgres Server { get; } = new();

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        await Server.ExecuteAsync("create role learner login");
        await Server.ExecuteAsync("create database lab");
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString.Replace("Database=postgres", "Database=lab", StringComparison.Ordinal));
        await using var command = source.CreateCommand("create table item (id int primary key, name text); insert into item select i, 'name ' || i from generate_series(1, 100) i; grant all on item to learner");
        await command.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    public void Dispose() => Server.Dispose();

    internal House Open(double roundTripMs = 0) => Open(options => options with { RoundTripMs = roundTripMs });

    internal House Open(Func<DoorOptions, DoorOptions> change)
    {
        var directory = Directory.CreateTempSubdirectory("door-").FullName;
        return new House(change(new DoorOptions { Directory = directory, ServerSocket = Server.Socket, Role = "learner", Database = "lab" }));
    }
}

/// <summary>A proxy with one open door.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly WireProxy _proxy = new();

    public House(DoorOptions options)
    {
        Options = options;
        Door = _proxy.OpenDoor(options);
    }

    public DoorOptions Options { get; }
    public Door Door { get; }

    public async Task<NpgsqlConnection> ConnectAsync(string more = "Username=whoever;Database=whatever")
    {
        var connection = new NpgsqlConnection($"Host={Options.Directory};Pooling=false;Server Compatibility Mode=NoTypeLoading;{more}");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        _proxy.Dispose();
        Directory.Delete(Options.Directory, recursive: true);
    }
}
