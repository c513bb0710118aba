using Npgsql;

namespace Learning.Sandbox.Clusters;

/// <summary>The databases of a template while it is built.</summary>
internal sealed class TemplateDatabases(ClusterTemplate.Manifest manifest, string sockets)
{
    private const int Turns = 500;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the server answers; false when it does not, or has ended.</summary>
    public async Task<bool> AreUpAsync(Func<bool> hasEnded, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < Turns && !hasEnded(); turn++)
        {
            try
            {
                await ExecuteAsync(ClusterRole.Supervisor, "postgres", "SELECT 1", cancellationToken);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Turn, cancellationToken); // starting up; the count ends this
            }
        }
        return false;
    }

    public async Task ExecuteAsync(ClusterRole role, string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ClusterTemplate.Connection(manifest, role, sockets, database));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One text of the supervisor's.</summary>
    public async Task<string> AskAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ClusterTemplate.Connection(manifest, ClusterRole.Supervisor, sockets, database));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<TableFigures>> FiguresAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ClusterTemplate.Connection(manifest, ClusterRole.Supervisor, sockets, database));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT relname::text, reltuples::bigint, relpages::bigint, pg_total_relation_size(oid)
            FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<TableFigures> tables = [];
        while (await reader.ReadAsync(cancellationToken))
            tables.Add(new(database, reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        return tables;
    }
}
