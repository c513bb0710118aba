using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>pg_stat_activity with blockers, and what follows from it.</summary>
internal static class ActivityLook
{
    /// <summary>Blockers are asked only of those who wait for a lock: the question itself takes every lock partition for a moment.</summary>
    private const string Sql = """
        SELECT pid, coalesce(usename, backend_type)::text, coalesce(application_name, ''), coalesce(state, backend_type)::text,
               extract(epoch FROM clock_timestamp() - coalesce(state_change, backend_start))::float8,
               wait_event_type::text, wait_event::text, left(query, 1000),
               CASE WHEN wait_event_type = 'Lock' THEN pg_blocking_pids(pid) ELSE '{}'::int[] END,
               backend_xmin IS NOT NULL OR backend_xid IS NOT NULL, extract(epoch FROM clock_timestamp() - xact_start)::float8
        FROM pg_stat_activity
        WHERE backend_type IN ('client backend', 'autovacuum worker') AND usename IS DISTINCT FROM 'supervisor'
        ORDER BY pid
        """;

    public static async Task<IReadOnlyList<ActivityRow>> LookAsync(NpgsqlConnection connection, IReadOnlySet<int> learners, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 10 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ActivityRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var state = reader.GetString(3);
            // What an idle session waits for is its client; nobody is held up by that.
            var wait = state is "active" or "autovacuum worker" && !reader.IsDBNull(5) ? $"{reader.GetString(5)}/{reader.GetString(6)}" : null;
            rows.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), state, Math.Max(0, reader.GetDouble(4)), wait,
                reader.GetFieldValue<int[]>(8), reader.IsDBNull(7) ? "" : reader.GetString(7), learners.Contains(reader.GetInt32(0)))
            {
                HoldsSnapshot = reader.GetBoolean(9),
                TransactionFor = reader.IsDBNull(10) ? null : Math.Max(0, reader.GetDouble(10)),
            });
        }
        return rows;
    }

    /// <summary>Application sessions that wait for a session of the learner's, directly or through others.</summary>
    /// <param name="rows">Of one look.</param>
    /// <param name="application">Its role.</param>
    /// <param name="standing">Only where the learner's session stands still itself: it waits for a lock, or for its learner. How long others wait for one that works depends on the machine.</param>
    public static int BlockedByLearner(IReadOnlyList<ActivityRow> rows, string application, bool standing = false)
    {
        if (!rows.Any(row => row.BlockedBy.Count > 0))
            return 0;
        var by = rows.ToDictionary(row => row.Pid);
        return rows.Count(row => row.Role == application && Reaches(row, []));

        bool Reaches(ActivityRow row, HashSet<int> seen) => row.BlockedBy.Any(pid =>
            by.TryGetValue(pid, out var blocker) && seen.Add(pid) && (blocker.Learner && (!standing || Stands(blocker)) || Reaches(blocker, seen)));
    }

    private static bool Stands(ActivityRow row) => row.State != "active" || (row.Wait is { } wait && (wait.StartsWith("Lock/", StringComparison.Ordinal) || wait.StartsWith("Client/", StringComparison.Ordinal) || wait.StartsWith("Timeout/", StringComparison.Ordinal)));

    public static IReadOnlyList<WaitCount> Waits(IReadOnlyList<ActivityRow> rows, string application) =>
        [.. rows.Where(row => row.Role == application && row.State is not "idle")
            .GroupBy(row => row.State is "active" ? row.Wait ?? "CPU" : row.State, StringComparer.Ordinal)
            .Select(group => new WaitCount(group.Key, group.Count()))
            .OrderByDescending(wait => wait.Sessions).ThenBy(wait => wait.Event, StringComparer.Ordinal)];

    /// <summary>The same picture as far as locks go: nothing to keep anew.</summary>
    public static string Shape(IReadOnlyList<ActivityRow> rows, string application) => string.Join(';', rows
        .Where(row => row.BlockedBy.Count > 0 || (row.Role != application && row.State is not "idle"))
        .Select(row => row.Role == application ? $"{row.Role}<{string.Join(',', row.BlockedBy)}" : $"{row.Pid} {row.State}<{string.Join(',', row.BlockedBy)}").Distinct(StringComparer.Ordinal));
}
