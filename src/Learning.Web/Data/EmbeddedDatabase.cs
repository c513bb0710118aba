using Learning.Sandbox.Clusters;

namespace Learning.Web.Data;

/// <summary>The application's own PostgreSQL in the user's data folder, from the binaries that the sandbox uses.</summary>
internal sealed class EmbeddedDatabase(IConfiguration configuration) : IEmbeddedDatabase
{
    private readonly ApplicationPostgres _postgres = new(configuration["Sandbox:PostgresHome"]);

    public Task<string> StartAsync(CancellationToken cancellationToken) =>
        _postgres.StartAsync(configuration["Database:Folder"] is { Length: > 0 } folder ? folder : DefaultFolder(), cancellationToken);

    private static string DefaultFolder()
    {
        // Root's home is closed to the account that PostgreSQL drops to.
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/latency-lab/database";
        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(data, "latency-lab", "database");
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();
}
