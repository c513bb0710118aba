using Learning.Grading.Bundles;
using Learning.Grading.Reports;
using Learning.Sandbox.Clusters;
using Npgsql;
using NpgsqlTypes;
using System.Text.Json;

namespace Learning.Cli;

/// <summary>The site's own database, for a visit: the configured one, the one that the running site has, or that one started for as long as this takes.</summary>
internal sealed class SiteDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly ApplicationPostgres? _started;

    private SiteDatabase(NpgsqlConnection connection, ApplicationPostgres? started) => (_connection, _started) = (connection, started);

    public static async Task<SiteDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        var known = Environment.GetEnvironmentVariable("ConnectionStrings__Learning") is { Length: > 0 } configured ? configured
            : await ApplicationPostgres.FindRunningAsync(ApplicationPostgres.DefaultDirectory, cancellationToken);
        var started = known is null ? new ApplicationPostgres() : null;
        try
        {
            var connection = new NpgsqlConnection(known ?? await started!.StartAsync(ApplicationPostgres.DefaultDirectory, cancellationToken));
            await connection.OpenAsync(cancellationToken);
            return new(connection, started);
        }
        catch
        {
            if (started is not null)
                await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null when there is no such submission, or none of its evidence was kept.</summary>
    public async Task<EvidenceBundle?> FindAsync(Guid submission, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT bundle FROM evidence WHERE submission_id = $1", _connection) { Parameters = { new() { Value = submission } } };
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] packed ? EvidenceBundle.FromCompressed(packed) : null;
    }

    /// <summary>Kept beside the report that was given, which stays as it is.</summary>
    public async Task KeepAsync(Guid submission, Regrade regrade, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO rejudgements (id, submission_id, judged_at, engine, verdict, same_verdict, document) VALUES ($1, $2, now(), $3, $4, $5, $6)
            """, _connection)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7() }, new() { Value = submission }, new() { Value = regrade.Engine }, new() { Value = regrade.After.Verdict.ToString() },
                new() { Value = regrade.SameVerdict }, new() { Value = JsonSerializer.Serialize(regrade, GradeReport.Json), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        if (_started is not null)
            await _started.DisposeAsync();
    }
}
