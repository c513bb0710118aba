using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>What the statistics views and the catalogue say of the world's tables.</summary>
internal static class StatisticsLook
{
    private const string Tables = """
        SELECT s.relname::text, c.reltuples::bigint, pg_total_relation_size(c.oid), s.seq_scan, coalesce(s.idx_scan, 0), s.n_mod_since_analyze, s.last_analyze, s.last_autoanalyze,
               array_to_string(c.reloptions, ', ')
        FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid ORDER BY pg_total_relation_size(c.oid) DESC LIMIT 30
        """;

    private const string Indexes = """
        SELECT s.relname::text, s.indexrelname::text, pg_get_indexdef(s.indexrelid), pg_relation_size(s.indexrelid), s.idx_scan, s.idx_tup_read, i.indisvalid, i.indisready
        FROM pg_stat_user_indexes s JOIN pg_index i ON i.indexrelid = s.indexrelid ORDER BY s.relname, s.indexrelname LIMIT 60
        """;

    private const string Columns = """
        SELECT tablename::text, attname::text, null_frac::float8, n_distinct::float8, left(most_common_vals::text, 120)
        FROM pg_stats WHERE schemaname = 'public' ORDER BY tablename, attname LIMIT 100
        """;

    public static async Task<WorldStatistics> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => new(
        await ReadAsync(connection, Tables, reader => new TableStatistics(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
            Time(reader, 6), Time(reader, 7), reader.IsDBNull(8) ? null : reader.GetString(8)), cancellationToken),
        await ReadAsync(connection, Indexes, reader => new IndexStatistics(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
            reader.GetBoolean(6), reader.GetBoolean(7)), cancellationToken),
        await ReadAsync(connection, Columns, reader => new ColumnStatistics(reader.GetString(0), reader.GetString(1), reader.GetDouble(2), reader.GetDouble(3),
            reader.IsDBNull(4) ? null : reader.GetString(4)), cancellationToken));

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static async Task<IReadOnlyList<TRow>> ReadAsync<TRow>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 15 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<TRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
