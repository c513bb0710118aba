using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Sandbox.Clusters;
using Npgsql;

namespace Learning.Sandbox.Incidents.World;

/// <summary>Makes an incident's template: initdb, roles, the world's steps, a clean shutdown. Once per revision and edition; half a minute.</summary>
internal sealed class WorldBuilder(PostgresInstallation installation, SandboxOptions options)
{
    /// <summary>Part of a template's name: raise it when what is built here changes.</summary>
    private const string Format = "2";

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);

    /// <summary>The template that is there, or a new one. Between processes one builds and the others wait.</summary>
    public async Task<WorldTemplate> GetAsync(Incident incident, int edition, IProgress<LabProgress>? progress, CancellationToken cancellationToken)
    {
        if (installation.Major < incident.World.PostgresVersion)
            throw new InfrastructureException($"{incident.Title} needs PostgreSQL {incident.World.PostgresVersion}, and {installation.Home} is {installation.Version}. Run ./dev, which brings it.");
        var directory = Place(incident, edition);
        if (await WorldTemplate.OpenAsync(directory, cancellationToken) is { } ready)
        {
            TemplateFolders.Used(directory);
            return ready;
        }
        progress?.Report(new("Waiting for another start that builds the same world", 0));
        using var one = await FileLock.TakeAsync(directory + ".lock", cancellationToken);
        return await WorldTemplate.OpenAsync(directory, cancellationToken) ?? await BuildAsync(incident, Drawn.OfEdition(incident, edition), directory, progress, cancellationToken);
    }

    private string Place(Incident incident, int edition)
    {
        var templates = TemplateFolders.Of(options);
        Directory.CreateDirectory(templates);
        return Path.Combine(templates, string.Create(CultureInfo.InvariantCulture, $"{incident.Slug}-{Digest(incident)}-{installation.Version}-{Format}-{edition}"));
    }

    /// <summary>Of what shapes the data alone: a text that is mended builds nothing anew.</summary>
    private static string Digest(Incident incident) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(incident.World with { Personalise = [] })))[..12];

    private async Task<WorldTemplate> BuildAsync(Incident incident, Drawn drawn, string directory, IProgress<LabProgress>? progress, CancellationToken cancellationToken)
    {
        // Built beside and renamed: a template is whole or not there.
        var building = Path.Combine(options.WorkDirectory, "b", Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(building);
        try
        {
            Ownership.Give(building);
            await Supervisor.MarkAsync(building, cancellationToken);
            var template = new WorldTemplate(building, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            await FillAsync(incident, drawn, template, progress, cancellationToken);
            await template.WriteAsync(cancellationToken);
            Supervisor.Remove(directory); // one that was given up a moment ago
            Directory.Move(building, directory);
            return template with { Directory = directory };
        }
        catch (Exception error) when (error is NpgsqlException or IOException)
        {
            throw new InfrastructureException($"{incident.Slug}: its world could not be built: {error.Message}", error);
        }
        finally
        {
            Supervisor.Remove(building);
        }
    }

    private async Task FillAsync(Incident incident, Drawn drawn, WorldTemplate template, IProgress<LabProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new("Making a database server", 0));
        var sockets = Path.Combine(template.Directory, "s");
        Directory.CreateDirectory(sockets);
        Ownership.Give(sockets);
        await InitialiseAsync(incident, template, cancellationToken);
        var server = await TrustedPostgres.StartAsync(installation, template.Data, sockets, ["-c", "max_wal_size=4GB", "-c", "autovacuum=off"]);
        var log = new ServerTail(server.Log, () => 0);
        try
        {
            await WhenReadyAsync(server, log, template, sockets, cancellationToken);
            await ExecuteAsync(sockets, "supervisor", template.Password, "postgres", WorldSql.Roles(incident.World.Roles, incident.Workload.Role), cancellationToken);
            await ExecuteAsync(sockets, "supervisor", template.Password, WorldSql.Database, WorldSql.Extensions, cancellationToken);
            await ExecuteAsync(sockets, "supervisor", template.Password, WorldSql.Database, "GRANT CREATE, USAGE ON SCHEMA public TO owner", cancellationToken);
            foreach (var (index, step) in incident.World.Steps.Index())
            {
                progress?.Report(new(step.Title, (index + 1.0) / (incident.World.Steps.Count + 1)));
                await ExecuteAsync(sockets, step.AsSupervisor ? "supervisor" : "owner", step.AsSupervisor ? template.Password : null, WorldSql.Database, drawn.Fill(step.Sql), cancellationToken);
            }
            await ExecuteAsync(sockets, "supervisor", template.Password, WorldSql.Database, WorldSql.Rights(incident.Workload.Role), cancellationToken);
            await ExecuteAsync(sockets, "supervisor", template.Password, WorldSql.Database, "CHECKPOINT", cancellationToken);
            await server.StopAsync(StopTime);
        }
        finally
        {
            await server.DisposeAsync();
            await log.DisposeAsync();
        }
        await ShrinkAsync(template, sockets, cancellationToken);
    }

    /// <summary>A second start with the lab's own settings: what the filling's log took is given back, and every copy is smaller.</summary>
    private async Task ShrinkAsync(WorldTemplate template, string sockets, CancellationToken cancellationToken)
    {
        var server = await TrustedPostgres.StartAsync(installation, template.Data, sockets, []);
        var log = new ServerTail(server.Log, () => 0);
        try
        {
            await WhenReadyAsync(server, log, template, sockets, cancellationToken);
            foreach (var sql in new[] { "SELECT pg_stat_statements_reset()", "SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT" })
                await ExecuteAsync(sockets, "supervisor", template.Password, WorldSql.Database, sql, cancellationToken);
            await server.StopAsync(StopTime);
        }
        finally
        {
            await server.DisposeAsync();
            await log.DisposeAsync();
        }
    }

    private async Task InitialiseAsync(Incident incident, WorldTemplate template, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(template.Directory, "password");
        await File.WriteAllTextAsync(passwordFile, template.Password, cancellationToken);
        Ownership.Give(passwordFile);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await ShellCommand.RunAsync(installation.Program("initdb"),
            ["-D", template.Data, "-U", "supervisor", "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--wal-segsize=4", "--no-sync", "-E", "UTF8", "--no-locale"],
            cancellationToken, installation.Libraries);
        File.Delete(passwordFile);
        var settings = WorldSql.Settings + string.Concat(incident.World.Settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'\n"));
        await File.AppendAllTextAsync(Path.Combine(template.Data, "postgresql.conf"), settings, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(template.Data, "pg_hba.conf"), WorldSql.HostBasedAuthentication, cancellationToken);
    }

    private static async Task WhenReadyAsync(TrustedPostgres server, ServerTail log, WorldTemplate template, string sockets, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < 500 && !server.HasExited; turn++)
        {
            try
            {
                await ExecuteAsync(sockets, "supervisor", template.Password, "postgres", "SELECT 1", cancellationToken);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20, cancellationToken); // starting up; the count ends this
            }
        }
        throw new InfrastructureException($"PostgreSQL did not start to build a world. {log.Text}");
    }

    /// <summary>Statement by statement, as psql does: some of them want no transaction around them.</summary>
    private static async Task ExecuteAsync(string sockets, string role, string? password, string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(WorldTemplate.Connection(sockets, role, "build", password, database));
        await connection.OpenAsync(cancellationToken);
        foreach (var piece in Wire.SqlPieces.Of(sql))
        {
            await using var command = new NpgsqlCommand(piece, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
