using System.Text.Json;
using Npgsql;

namespace Learning.Sandbox.Incidents.World;

/// <summary>A shut-down data directory with an incident's world in it, to be copied for each lab.</summary>
internal sealed record WorldTemplate(string Directory, string Password)
{
    private const string ManifestFile = "manifest.json";

    public string Data => Path.Combine(Directory, "data");

    /// <summary>The finished template in this directory; null when there is none.</summary>
    public static async Task<WorldTemplate?> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, ManifestFile);
        if (!File.Exists(file))
            return null;
        await using var stream = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync<Manifest>(stream, cancellationToken: cancellationToken) is { } manifest ? new(directory, manifest.Password) : null;
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(Path.Combine(Directory, ManifestFile), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await JsonSerializer.SerializeAsync(stream, new Manifest(Password), cancellationToken: cancellationToken);
    }

    /// <summary>A connection of one role, not pooled: who is on call, or an application, has connections that others can see and end.</summary>
    public static string Connection(string sockets, string role, string application, string? password = null, string database = WorldSql.Database) => new NpgsqlConnectionStringBuilder
    {
        Host = sockets,
        Database = database,
        Username = role,
        Password = password,
        ApplicationName = application,
        Pooling = false,
        Timeout = 15,
        CommandTimeout = 0,
        CancellationTimeout = 5000,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ToString();

    private sealed record Manifest(string Password);
}
