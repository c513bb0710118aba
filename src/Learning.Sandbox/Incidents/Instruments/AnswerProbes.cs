using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents.Load;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>
/// Whether the application is answered what is there: requests of each class, drawn as the load draws them, as its role and as the supervisor on one
/// snapshot. Rights, policies and search paths can make an answer short and fast; checksums, which the supervisor asks, see nothing of that.
/// </summary>
internal sealed class AnswerProbes(NpgsqlConnection supervisor, NpgsqlConnection application)
{
    private const int Draws = 5;
    private const int TimeoutSeconds = 20;

    /// <summary>Names of the classes that are answered something else. Nothing that is written here stays.</summary>
    public async Task<IReadOnlySet<string>> WrongAsync(IEnumerable<RequestClass> classes, Drawn drawn, long seed, CancellationToken cancellationToken)
    {
        await using var held = await supervisor.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(supervisor, "SET LOCAL search_path = public", cancellationToken);
        await using var export = new NpgsqlCommand("SELECT pg_export_snapshot()", supervisor);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancellationToken))!;
        await using var joined = await application.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(application, $"SET TRANSACTION SNAPSHOT '{snapshot}'", cancellationToken);
        HashSet<string> wrong = new(StringComparer.Ordinal);
        foreach (var kind in classes)
        {
            if (await IsWrongAsync(kind, drawn, new Random(unchecked((int)seed)), cancellationToken))
                wrong.Add(kind.Name);
        }
        return wrong;
    }

    private async Task<bool> IsWrongAsync(RequestClass kind, Drawn drawn, Random random, CancellationToken cancellationToken)
    {
        var draws = kind.Parameters.Select(draw => new Draws(draw, drawn)).ToList();
        foreach (var sql in SqlPieces.Of(drawn.Fill(kind.Sql)))
        {
            var does = StatementClassifier.Classify(sql).Does;
            for (var turn = 0; turn < (draws.Count == 0 ? 1 : Draws); turn++)
            {
                var values = draws.ConvertAll(draw => draw.Next(random));
                if (does is not (StatementDoes.ChangeData or StatementDoes.Look))
                    continue;
                if (await AskAsync(application, sql, values, cancellationToken) is { } answered && await AskAsync(supervisor, sql, values, cancellationToken) is { } there && answered != there)
                    return true;
            }
        }
        return false;
    }

    /// <summary>Rows that were read and how many were written; null where somebody else's write stands in the way, which says nothing.</summary>
    private static async Task<(string Rows, int Changed)?> AskAsync(NpgsqlConnection connection, string sql, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "SAVEPOINT probe", cancellationToken);
        (string, int)? answer;
        try
        {
            await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true, CommandTimeout = TimeoutSeconds };
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            List<string> rows = [];
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "\\N" : reader.GetString(column))));
            await reader.CloseAsync();
            answer = (string.Join('\n', rows.Order(StringComparer.Ordinal)), reader.RecordsAffected);
        }
        catch (PostgresException error)
        {
            answer = error.SqlState is ['4', '0', ..] or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled ? null : (error.SqlState, 0);
        }
        await ExecuteAsync(connection, "ROLLBACK TO SAVEPOINT probe", cancellationToken);
        return answer;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
