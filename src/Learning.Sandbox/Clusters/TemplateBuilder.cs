using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Learning.Grading;
using Learning.Grading.Exercises;
using Npgsql;

namespace Learning.Sandbox.Clusters;

/// <summary>Makes templates: initdb, roles, one database per data set, frozen statistics, a clean shutdown.</summary>
internal sealed partial class TemplateBuilder(PostgresInstallation installation, SandboxOptions options, BuildLane lane)
{
    /// <summary>Part of a template's name: raise it when what is built here changes.</summary>
    private const string Format = "16";

    /// <summary>Commits wait for their log: VACUUM calls no page all-visible whose rows were committed asynchronously a moment ago, and index-only scans need it to.</summary>
    private static readonly string[] Building = ["-c", "log_line_prefix=build ", "-c", "max_wal_size=4GB", "-c", "synchronous_commit=on"];

    /// <summary>What people do on the site, and gradings that are under way, go before.</summary>
    private const string Niceness = "5";

    /// <summary>What the system's own tables stay below: FirstNormalObjectId, transam.h.</summary>
    private const int FirstOfExercise = 16384;

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);

    /// <summary>The editions that are there, oldest first; the first one is built when there is none.</summary>
    public async Task<IReadOnlyList<ClusterTemplate>> GetAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        if (await ExistingAsync(exercise, cancellationToken) is { Count: > 0 } ready)
        {
            TemplateFolders.Used(Root(exercise));
            return ready;
        }
        using var one = await FileLock.TakeAsync(Root(exercise) + ".lock", cancellationToken);
        return await ExistingAsync(exercise, cancellationToken) is { Count: > 0 } other ? other : [await AddAsync(exercise, cancellationToken)];
    }

    /// <summary>Builds another edition, with seeds that no earlier one had to have.</summary>
    public async Task<ClusterTemplate> AddAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        using var turn = await lane.EnterAsync(ClusterShelves.Key(exercise), cancellationToken);
        // Built beside and renamed: a template is whole or not there.
        var building = Path.Combine(options.WorkDirectory, "b", Guid.NewGuid().ToString("N")[..8]);
        var directory = Path.Combine(Root(exercise), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(building);
        Directory.CreateDirectory(Root(exercise));
        try
        {
            Ownership.Give(building);
            await Supervisor.MarkAsync(building, cancellationToken);
            var manifest = await BuildAsync(exercise, FreshSeeds.Of(exercise.Data.Sets), building, cancellationToken);
            await ClusterTemplate.WriteAsync(building, manifest, cancellationToken);
            Directory.CreateDirectory(Root(exercise)); // what nobody had put anything into may have been cleared away
            Directory.Move(building, directory);
        }
        catch (Exception error) when (error is NpgsqlException or IOException)
        {
            throw new InfrastructureException($"{exercise.Slug}: its databases could not be built: {error.Message}", error);
        }
        finally
        {
            Supervisor.Remove(building);
        }
        if (exercise.Variant is not null)
            VariantTemplates.MakeRoom(options, Root(exercise));
        return await ClusterTemplate.OpenAsync(installation, directory, cancellationToken) ?? throw new InfrastructureException($"{exercise.Slug}: the template vanished after it was built.");
    }

    private string Root(Exercise exercise)
    {
        var templates = exercise.Variant is null ? TemplateFolders.Of(options) : VariantTemplates.Folder(options);
        Directory.CreateDirectory(templates);
        return Path.Combine(templates, $"{exercise.Slug}-{exercise.Revision}-{installation.Version}-{Format}");
    }

    private async Task<IReadOnlyList<ClusterTemplate>> ExistingAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        List<ClusterTemplate> found = [];
        // Their names count time, so that order of name is order of age.
        foreach (var directory in Directory.Exists(Root(exercise)) ? Directory.EnumerateDirectories(Root(exercise)).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            if (await ClusterTemplate.OpenAsync(installation, directory, cancellationToken) is { } template)
                found.Add(template);
        }
        return found;
    }

    private async Task<ClusterTemplate.Manifest> BuildAsync(Exercise exercise, IReadOnlyList<DataSet> sets, string building, CancellationToken cancellationToken)
    {
        var seeds = sets.ToDictionary(set => set.Name, set => set.Parameters, StringComparer.Ordinal);
        var manifest = new ClusterTemplate.Manifest(Password(), Password(), TemplateSql.Maintenance(exercise.Data), [], seeds);
        var (data, sockets) = (Path.Combine(building, "data"), Path.Combine(building, "s"));
        Directory.CreateDirectory(sockets);
        Ownership.Give(sockets);
        await InitialiseAsync(data, building, manifest.SupervisorPassword, cancellationToken);

        var server = await TrustedPostgres.StartAsync(installation, data, sockets, Building, Niceness);
        var log = new ServerLog(server.Log, "build");
        try
        {
            var databases = new TemplateDatabases(manifest, sockets);
            if (!await databases.AreUpAsync(() => server.HasExited, cancellationToken))
                throw new InfrastructureException($"PostgreSQL did not start to build a template. {log.StartupText}");
            var tables = await FillAsync(exercise, sets, databases, manifest.OwnerPassword, cancellationToken);
            var active = await databases.AskAsync(manifest.Maintenance, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())", cancellationToken);
            await server.StopAsync(StopTime);
            Trim(Path.Combine(data, "pg_wal"), active);
            DropMaps(data);
            return manifest with { Tables = tables };
        }
        finally
        {
            // The log ends with its server. Waiting for it first would be for ever when the build was cut short.
            await server.DisposeAsync();
            await log.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<TableFigures>> FillAsync(Exercise exercise, IReadOnlyList<DataSet> sets, TemplateDatabases databases, string ownerPassword, CancellationToken cancellationToken)
    {
        await databases.ExecuteAsync(ClusterRole.Supervisor, "postgres", TemplateSql.Roles(ownerPassword), cancellationToken);
        List<TableFigures> tables = [];
        foreach (var set in sets)
        {
            await databases.ExecuteAsync(ClusterRole.Supervisor, "postgres", $"CREATE DATABASE {set.Name} OWNER owner", cancellationToken);
            await databases.ExecuteAsync(ClusterRole.Supervisor, set.Name, TemplateSql.Lock(set.Name), cancellationToken);
            await databases.ExecuteAsync(ClusterRole.Owner, set.Name, exercise.Data.Schema, cancellationToken);
            await databases.ExecuteAsync(ClusterRole.Owner, set.Name, Fill(exercise, set), cancellationToken);
            await databases.ExecuteAsync(ClusterRole.Supervisor, set.Name, TemplateSql.Grants(exercise.Data.Changes?.Tables ?? []), cancellationToken);
            await databases.ExecuteAsync(ClusterRole.Supervisor, set.Name, "VACUUM (FREEZE, ANALYZE)", cancellationToken);
            tables.AddRange(await databases.FiguresAsync(set.Name, cancellationToken));
        }
        foreach (var sql in TemplateSql.Slim(exercise.Data))
            await databases.ExecuteAsync(ClusterRole.Supervisor, TemplateSql.Maintenance(exercise.Data), sql, cancellationToken);
        return tables;
    }

    /// <summary>
    /// The filling's log would be half of every copy. After a clean shutdown nothing is read but the last checkpoint, which is in the segment that
    /// was written last or in the one after it; those before are done with, and those behind are empty and kept for reuse.
    /// </summary>
    private static void Trim(string log, string active)
    {
        var segments = Directory.EnumerateFiles(log).Where(file => Path.GetFileName(file).Length == active.Length).Order(StringComparer.Ordinal).ToList();
        var needed = segments.Where(file => string.CompareOrdinal(Path.GetFileName(file), active) >= 0).Take(2).ToList();
        foreach (var segment in segments.Except(needed, StringComparer.Ordinal))
            File.Delete(segment);
    }

    /// <summary>
    /// Maps of free and of all-visible pages are hints, and those of the system's own tables a quarter of the files of every copy: nothing there is read by index alone,
    /// and what is written goes to the last page. The exercise's own tables keep theirs.
    /// </summary>
    private static void DropMaps(string data)
    {
        foreach (var file in Directory.EnumerateFiles(data, "*_*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file).Split('_') is [var number, "fsm" or "vm"] && int.TryParse(number, CultureInfo.InvariantCulture, out var relation) && relation < FirstOfExercise)
                File.Delete(file);
        }
    }

    /// <summary>A cluster that lives for one answer is not what a disk spoils. PostgreSQL 18 was the first to make them unless told not to.</summary>
    private string[] WithoutChecksums() => installation.Major >= 18 ? ["--no-data-checksums"] : [];

    private async Task InitialiseAsync(string data, string building, string password, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(building, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancellationToken);
        Ownership.Give(passwordFile);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // No locale: byte order is the same everywhere, so that plans and answers are.
        await ShellCommand.RunAsync("nice",
            ["-n", Niceness, installation.Program("initdb"), "-D", data, "-U", "supervisor", "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--wal-segsize=1", "--no-sync", .. WithoutChecksums(), .. TemplateSql.OneRound(installation.Major), "-E", "UTF8", "--no-locale"],
            cancellationToken, installation.Libraries);
        File.Delete(passwordFile);
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), TemplateSql.Settings(options.SharedBuffersMb, installation.Major), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), TemplateSql.HostBasedAuthentication, cancellationToken);
    }

    private static string Fill(Exercise exercise, DataSet set) => Placeholder().Replace(exercise.Data.Seed, match =>
        set.Parameters.TryGetValue(match.Groups["name"].Value, out var value) ? value
        : throw new InfrastructureException($"{exercise.Slug}: seed.sql uses {match.Value}, and data set {set.Name} has no such parameter."));

    private static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    [GeneratedRegex(@"\{\{(?<name>[\w-]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
