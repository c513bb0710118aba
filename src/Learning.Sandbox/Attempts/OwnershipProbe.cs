using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Runners;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// What indexes cost: the same single-row writes on a cluster with the submission's DDL and on an untouched one, each by
/// EXPLAIN (ANALYZE, BUFFERS, WAL) as the owner and rolled back. Pages and WAL bytes are counted by the server, not timed.
/// </summary>
internal static class OwnershipProbe
{
    /// <summary>For all writes of a probe, which take well below a second: an index's expression may be anything, and what it takes is the answer's.</summary>
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(30);

    /// <summary>An edition's untouched data answer the same every time: they are asked once.</summary>
    private static readonly ConditionalWeakTable<ClusterTemplate, Lazy<Task<Side>>> Untouched = [];

    /// <summary><paramref name="fresh"/> gives an untouched cluster of the same edition, where its figures are not known yet; <paramref name="within"/> is all the time that the writes may take.</summary>
    public static async Task<OwnershipCost> MeasureAsync(Exercise exercise, Cluster changed, Func<Task<Cluster>> fresh, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        var probe = exercise.Data.Writes ?? throw new InfrastructureException($"{exercise.Slug}: a check needs writes, and exercise.yaml has none.");
        var before = await UntouchedAsync(exercise, probe, changed.Template, fresh);
        var after = await SideAsync(changed, exercise.Data.Visible.Name, probe, within ?? WriteTime, cancellationToken);
        return new()
        {
            Writes = probe.Count,
            SizeBeforeBytes = before.Bytes,
            SizeAfterBytes = after.Bytes,
            InsertBuffersBefore = before.Insert.Buffers,
            InsertBuffersAfter = after.Insert.Buffers,
            InsertWalBefore = before.Insert.Wal,
            InsertWalAfter = after.Insert.Wal,
            UpdateBuffersBefore = before.Update.Buffers,
            UpdateBuffersAfter = after.Update.Buffers,
            UpdateWalBefore = before.Update.Wal,
            UpdateWalAfter = after.Update.Wal,
            Refused = after.Refused,
            Added = [.. after.Indexes.Except(before.Indexes, StringComparer.Ordinal)],
        };
    }

    private static async Task<Side> UntouchedAsync(Exercise exercise, WriteProbe probe, ClusterTemplate edition, Func<Task<Cluster>> fresh)
    {
        try
        {
            return await Untouched.GetValue(edition, _ => new(AskAsync)).Value;
        }
        catch
        {
            Untouched.Remove(edition);
            throw;
        }

        async Task<Side> AskAsync()
        {
            await using var cluster = await fresh();
            var side = await SideAsync(cluster, exercise.Data.Visible.Name, probe, WriteTime, CancellationToken.None);
            return side.Refused is null ? side : throw new InfrastructureException($"{exercise.Slug}: its own writes fail on untouched data: {side.Refused}");
        }
    }

    private sealed record Side(long Bytes, IReadOnlyList<string> Indexes, Cost Insert, Cost Update, string? Refused = null);

    private sealed record Cost(double Buffers, double Wal);

    private static async Task<Side> SideAsync(Cluster cluster, string database, WriteProbe probe, TimeSpan within, CancellationToken cancellationToken)
    {
        await using var connection = await cluster.OpenAsync(ClusterRole.Owner, database, cancellationToken);
        var bytes = await ScalarAsync<long>(connection, "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm', 'p')", cancellationToken);
        var indexes = await ScalarAsync<string[]>(connection, "SELECT coalesce(array_agg(indexdef ORDER BY indexdef), '{}') FROM pg_indexes WHERE schemaname = 'public'", cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var limit = TimeLimit.Start(within, [cluster.Pid], cancellationToken);
        try
        {
            var insert = await AverageAsync(connection, probe.Insert, probe.Count, limit.Token);
            var update = await AverageAsync(connection, probe.Update, probe.Count, limit.Token);
            await transaction.RollbackAsync(cancellationToken);
            return new(bytes, indexes, insert, update);
        }
        catch (Exception error) when (error is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } && limit.Token.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(bytes, indexes, new(0, 0), new(0, 0), $"{Say.Count(probe.Count)} rows took longer than {within.TotalSeconds:0} s to write");
        }
        catch (PostgresException error)
        {
            ServerLimits.RefuseCrowdedOut(cluster, error.Message);
            return new(bytes, indexes, new(0, 0), new(0, 0), error.MessageText);
        }
    }

    private static async Task<Cost> AverageAsync(NpgsqlConnection connection, string write, int count, CancellationToken cancellationToken)
    {
        // The same numbers on both sides: the draw is a hash of n, not fresh. All in one round trip: hundreds of them would be most of the time.
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        for (var n = 1; n <= count; n++)
        {
            var sql = write.Replace("{{n}}", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{{draw}}", ((n * 2654435761L) % 1_000_003).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            batch.BatchCommands.Add(new($"EXPLAIN (ANALYZE, BUFFERS, WAL, TIMING OFF, FORMAT JSON) {sql}"));
        }
        double buffers = 0, wal = 0;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                using var document = JsonDocument.Parse(reader.GetString(0));
                var plan = document.RootElement[0].GetProperty("Plan");
                buffers += Number(plan, "Shared Hit Blocks") + Number(plan, "Shared Read Blocks");
                wal += Number(plan, "WAL Bytes");
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return new(buffers / count, wal / count);
    }

    private static double Number(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetDouble() : 0;

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InfrastructureException($"Nothing came back from: {sql}"));
    }
}
