using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>pg_stat_statements of the application since the lab began, dearest first.</summary>
internal static class StatementsLook
{
    private const string Sql = """
        SELECT query, calls, mean_exec_time, total_exec_time, rows / greatest(calls, 1)::float8, (shared_blks_hit + shared_blks_read) / greatest(calls, 1)::float8
        FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
        WHERE r.rolname = $1 AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        ORDER BY total_exec_time DESC LIMIT 8
        """;

    public static async Task<IReadOnlyList<TopStatement>> LookAsync(NpgsqlConnection connection, string application, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 10, Parameters = { new() { Value = application } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<TopStatement> top = [];
        while (await reader.ReadAsync(cancellationToken))
            top.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetDouble(4), reader.GetDouble(5)));
        return top;
    }
}
