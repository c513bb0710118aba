using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>Pages that client backends read since the last look (pg_stat_io), and the time it took them, all together.</summary>
internal sealed class IoLook
{
    private const double Page = 8192;
    private const string Sql = """
        SELECT coalesce(sum(read_bytes), 0)::float8, coalesce(sum(read_time), 0)::float8 FROM pg_stat_io
        WHERE backend_type = 'client backend' AND object = 'relation'
        """;

    private (double Bytes, double Ms)? _before;

    public async Task<IoSample> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 10 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = (Bytes: reader.GetDouble(0), Ms: reader.GetDouble(1));
        var sample = _before is { } before ? new IoSample(Math.Max(0, now.Bytes - before.Bytes) / Page, Math.Max(0, now.Ms - before.Ms)) : new(0, 0);
        _before = now;
        return sample;
    }
}
