using System.Diagnostics;
using Learning.Grading.Traces;
using Learning.Hostile.Lab;
using Learning.Sandbox.Clusters;
using Npgsql;

namespace Learning.Hostile.Runs;

/// <summary>SQL through a door, as code in a runner can send it: no rule of ours is in the way, only PostgreSQL's rights and the proxy.</summary>
internal sealed class StatementsRun(HostileLab lab, TimeSpan limit) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlConnection> _connections = new(StringComparer.Ordinal);

    public async Task<Finding> RunAsync(string source, Leftovers leftovers, CancellationToken cancellationToken)
    {
        var exercise = HostileExercises.Of(sql: false, limit);
        var directory = Path.Combine(lab.Work, "doors", Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(directory);
        leftovers.Expect(directory);
        await using var cluster = await lab.Clusters.RentAsync(exercise, cancellationToken);
        leftovers.Expect(cluster);
        await using var _ = this;
        await using var door = lab.Proxy.OpenDoor(new() { Directory = directory, ServerSocket = cluster.ServerSocket, Role = "learner", Database = exercise.Data.Visible.Name });
        door.BeginCall();
        List<string> unmet = [], said = [];
        double? kill = null;
        foreach (var statement in MarkedStatement.In(source))
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(limit);
            var came = await ComeToAsync(await ConnectionAsync(statement.As, cluster, directory, exercise.Data.Visible.Name, cancellationToken), statement.Sql, time);
            said.Add(came.Said);
            if (!statement.IsMet(came))
                unmet.Add($"line {statement.Line}: expected {statement.Mark}, came {came.Said}");
            if (came.StoppedAt is { } stopped)
            {
                // As when a runner is killed: its side of every session is gone, and the server must see to its own.
                await door.CloseAsync(cancellationToken);
                kill = Stopwatch.GetElapsedTime(stopped).TotalMilliseconds;
                break;
            }
        }
        await CloseAsync();
        await door.CloseAsync(cancellationToken);
        Directory.Delete(directory, recursive: true);
        if (kill is null && unmet.Count == 0)
            await cluster.DrainAsync(cancellationToken); // the server is alive, and its log whole
        return new(unmet.Count == 0 ? RunOutcome.Completed : new() { Kind = OutcomeKind.RuntimeError, Message = string.Join("; ", unmet) }) { Unmet = unmet, More = said, KillMs = kill };
    }

    private async Task<NpgsqlConnection> ConnectionAsync(string role, Cluster cluster, string door, string database, CancellationToken cancellationToken)
    {
        if (_connections.TryGetValue(role, out var open) && open.State == System.Data.ConnectionState.Open)
            return open;
        if (role is "supervisor" or "owner")
            return _connections[role] = await cluster.OpenAsync(role == "owner" ? ClusterRole.Owner : ClusterRole.Supervisor, database, cancellationToken);
        var connection = new NpgsqlConnection($"Host={door};Username={role};Database=lab;Pooling=false;SSL Mode=Disable;Gss Encryption Mode=Disable;Server Compatibility Mode=NoTypeLoading;Include Error Detail=true");
        _connections[role] = connection;
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<CameTo> ComeToAsync(NpgsqlConnection connection, string sql, CancellationTokenSource time)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0, AllResultTypesAreUnknown = true };
            await using var reader = await command.ExecuteReaderAsync(time.Token);
            string? value = null;
            long rows = 0;
            do
            {
                for (; await reader.ReadAsync(time.Token); rows++)
                    value ??= reader.FieldCount > 0 && !reader.IsDBNull(0) ? reader.GetString(0) : null;
            }
            while (await reader.NextResultAsync(time.Token));
            return new() { Rows = rows, Value = value };
        }
        catch (PostgresException error)
        {
            return new() { SqlState = error.SqlState, Message = error.MessageText + error.Detail };
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return new() { StoppedAt = Stopwatch.GetTimestamp(), Message = "TimeLimit" };
        }
        catch (NpgsqlException gone)
        {
            return new() { Gone = true, Message = gone.Message };
        }
        catch (NotSupportedException unusable)
        {
            return new() { SqlState = "client", Message = unusable.Message };
        }
    }

    private async Task CloseAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
        _connections.Clear();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
