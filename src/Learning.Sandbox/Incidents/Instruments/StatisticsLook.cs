using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>
/// What the statistics views and the catalogue say of the world's tables. Nothing here waits for a lock on them: pg_relation_size and pg_get_indexdef would,
/// behind a DROP INDEX that waits itself.
/// </summary>
internal static class StatisticsLook
{
    /// <summary>Sizes are those of the files: relpages is what the last ANALYZE found, which is what may be wrong here. The parts are segments of 1 GB, free space and visibility.</summary>
    private const string Tables = """
        SELECT s.relname::text, c.reltuples::bigint, size.bytes, s.seq_scan, coalesce(s.idx_scan, 0), s.n_mod_since_analyze, s.last_analyze, s.last_autoanalyze,
               array_to_string(c.reloptions, ', ')
        FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
        CROSS JOIN LATERAL (
            SELECT coalesce(sum((pg_stat_file(pg_relation_filepath(file.oid) || part, true)).size), 0)::bigint AS bytes
            FROM (SELECT c.oid UNION ALL SELECT c.reltoastrelid UNION ALL SELECT indexrelid FROM pg_index WHERE indrelid IN (c.oid, c.reltoastrelid)) AS file (oid)
            CROSS JOIN unnest(ARRAY['', '.1', '.2', '.3', '_fsm', '_vm']) AS part) AS size
        ORDER BY size.bytes DESC LIMIT 30
        """;

    /// <summary>A definition is read under a lock on the table; where somebody has the table to themselves or waits for that, the columns alone are said.</summary>
    private const string Indexes = """
        WITH closed AS MATERIALIZED (SELECT relation FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation IS NOT NULL)
        SELECT s.relname::text, s.indexrelname::text,
               CASE WHEN s.relid IN (SELECT relation FROM closed)
               THEN (SELECT '(' || string_agg(coalesce(a.attname::text, 'an expression'), ', ' ORDER BY k.place) || '), the rest is behind a lock'
                     FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place) LEFT JOIN pg_attribute a ON a.attrelid = s.relid AND a.attnum = k.number AND k.number <> 0
                     WHERE k.place <= i.indnkeyatts)
               ELSE coalesce(pg_get_indexdef(s.indexrelid), 'dropped just now') END,
               coalesce((SELECT sum((pg_stat_file(pg_relation_filepath(s.indexrelid) || part, true)).size) FROM unnest(ARRAY['', '.1', '.2', '.3']) AS part), 0)::bigint,
               s.idx_scan, s.idx_tup_read, i.indisvalid, i.indisready
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
