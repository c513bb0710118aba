using System.Text.Json;
using Npgsql;

namespace Learning.Sandbox.Clusters;

/// <summary>Rows, pages of 8 kB and bytes (indexes included) of one table in one data set.</summary>
public sealed record TableFigures(string DataSet, string Table, long Rows, long Pages, long Bytes);

/// <summary>A shut-down data directory with an exercise's databases in it, to be copied. One edition of a revision: hidden data filled from seeds of its own.</summary>
internal sealed class ClusterTemplate
{
    private const string ManifestFile = "manifest.json";

    private ClusterTemplate(PostgresInstallation installation, string directory, Manifest manifest)
    {
        Installation = installation;
        Directory = directory;
        Details = manifest;
    }

    public PostgresInstallation Installation { get; }
    public string Directory { get; }
    public string Data => Path.Combine(Directory, "data");
    public IReadOnlyList<TableFigures> Tables => Details.Tables;
    /// <summary>What each data set was filled with, by its name; the hidden ones' seeds are this edition's own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Seeds => Details.Seeds;
    private Manifest Details { get; }

    /// <summary>Where the supervisor connects for what is no data set's in particular.</summary>
    public string Maintenance => Details.Maintenance;

    public sealed record Manifest(
        string SupervisorPassword, string OwnerPassword, string Maintenance, IReadOnlyList<TableFigures> Tables, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Seeds);

    /// <summary>Trusted connections go to the cluster's own socket, which no jail of a runner ever sees.</summary>
    public string ConnectionString(ClusterRole role, string sockets, string database) =>
        new NpgsqlConnectionStringBuilder(Connection(Details, role, sockets, database)) { Pooling = true, MaxPoolSize = 4, NoResetOnClose = true }.ToString();

    public static string Connection(Manifest manifest, ClusterRole role, string sockets, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = sockets,
        Database = database,
        Username = role == ClusterRole.Supervisor ? "supervisor" : "owner",
        Password = role == ClusterRole.Supervisor ? manifest.SupervisorPassword : manifest.OwnerPassword,
        Pooling = false,
        Timeout = 5,
        CommandTimeout = 120,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ToString();

    /// <summary>The finished template in this directory; null when there is none.</summary>
    public static async Task<ClusterTemplate?> OpenAsync(PostgresInstallation installation, string directory, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, ManifestFile);
        if (!File.Exists(file))
            return null;
        await using var stream = File.OpenRead(file);
        var manifest = await JsonSerializer.DeserializeAsync<Manifest>(stream, cancellationToken: cancellationToken);
        return manifest is null ? null : new(installation, directory, manifest);
    }

    public bool IsThere => IsFinished(Directory);

    public static bool IsFinished(string directory) => File.Exists(Path.Combine(directory, ManifestFile));

    public void Retire() => Retire(Directory);

    /// <summary>Nothing begins with it any more. Another process may be copying it this moment, so its files go a good while later.</summary>
    public static void Retire(string directory)
    {
        File.Delete(Path.Combine(directory, ManifestFile));
        _ = Task.Delay(TimeSpan.FromMinutes(1)).ContinueWith(_ => RemoveRetired(directory), TaskScheduler.Default);
    }

    /// <summary>Unless it was built again in the same place, as a world is.</summary>
    public static void RemoveRetired(string directory)
    {
        if (!IsFinished(directory))
            Supervisor.Remove(directory);
    }

    public static async Task WriteAsync(string directory, Manifest manifest, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(Path.Combine(directory, ManifestFile), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await JsonSerializer.SerializeAsync(stream, manifest, cancellationToken: cancellationToken);
    }
}
