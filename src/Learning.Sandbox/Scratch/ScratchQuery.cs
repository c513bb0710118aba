using System.Diagnostics;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Runners;
using Npgsql;

namespace Learning.Sandbox.Scratch;

/// <summary>One SQL statement as the learner's role. Parameters $1, $2, … are the exercise's arguments, drawn as for a graded run.</summary>
internal sealed class ScratchQuery(Exercise exercise, Cluster cluster, ScratchDoor door, string doorRoot, TimeSpan limit)
{
    private const int LongestCell = 2_000;

    /// <summary>What is no single statement needs no database to be told so; null when it is one.</summary>
    public static RunOutcome? Refuse(string code) => SqlScript.Split(code) switch
    {
        [] => new() { Kind = OutcomeKind.CompileError, Message = "There is nothing to run but comments." },
        [_, var second, ..] parts => SqlFaults.At(second, "two-statements", $"One statement at a time here; this has {parts.Count}."),
        _ => null,
    };

    public async Task<ScratchResult> RunAsync(string code, CancellationToken cancellationToken)
    {
        var part = SqlScript.Split(code)[0];
        NpgsqlParameter[] arguments = [];
        if (code.Contains('$', StringComparison.Ordinal) && exercise.Data.Visible is var set)
            arguments = [.. (await new TrustedReads(exercise, cluster).DrawAsync(set, set.Draw, null, cancellationToken)).Values.Select(item => SqlValues.Parameter(item.Argument, item.Value))];
        var directory = Path.Combine(doorRoot, Guid.NewGuid().ToString("N")[..12]);
        try
        {
            var (result, trace, stopped) = await door.UseAsync(directory, _ => AskAsync(directory, part, arguments, cancellationToken), cancellationToken);
            return result with { Trace = trace, Outcome = stopped is null ? result.Outcome : new() { Kind = OutcomeKind.OutputLimit, Message = $"Stopped: {stopped}." } };
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<ScratchResult> AskAsync(string directory, SqlPart part, NpgsqlParameter[] arguments, CancellationToken cancellationToken)
    {
        await using var time = TimeLimit.Start(limit, [cluster.Pid], cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var source = Source(directory);
            await using var connection = await source.OpenConnectionAsync(time.Token);
            await using var command = new NpgsqlCommand(part.Text, connection) { CommandTimeout = 0, AllResultTypesAreUnknown = true };
            command.Parameters.AddRange(arguments);
            started = Stopwatch.GetTimestamp();
            await using var reader = await command.ExecuteReaderAsync(time.Token);
            return (await ReadAsync(reader, time.Token)) with { ElapsedMs = Elapsed() };
        }
        catch (PostgresException error)
        {
            return Stopped(error.SqlState == PostgresErrorCodes.QueryCanceled && time.Token.IsCancellationRequested ? time.Passed() : ScratchWords.Of(error, part, exercise));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Stopped(time.Passed());
        }
        catch (NotSupportedException)
        {
            return Stopped(SqlFaults.At(part, "copy", "COPY is not run here: it hands over no rows that a grid could show. SELECT them."));
        }
        catch (NpgsqlException error)
        {
            return Stopped(new() { Kind = OutcomeKind.RuntimeError, Message = error.Message });
        }

        double Elapsed() => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        ScratchResult Stopped(RunOutcome outcome) => new() { Outcome = outcome, ElapsedMs = Elapsed() };
    }

    private static async Task<ScratchResult> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        List<string?[]> rows = [];
        var count = 0;
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        while (await reader.ReadAsync(cancellationToken))
        {
            if (count++ < ScratchResult.MostRows)
                rows.Add([.. columns.Select((_, index) => reader.IsDBNull(index) ? null : Cut(reader.GetString(index)))]);
        }
        return columns.Length > 0
            ? new() { Outcome = RunOutcome.Completed, Columns = columns, Rows = rows, RowCount = count }
            : new() { Outcome = RunOutcome.Completed, Output = reader.RecordsAffected >= 0 ? $"{Say.Rows(reader.RecordsAffected)} changed." : "Done." };
    }

    private static string Cut(string text) => text.Length <= LongestCell ? text : string.Concat(text.AsSpan(0, LongestCell - 1), "…");

    private static NpgsqlDataSource Source(string directory)
    {
        var builder = new NpgsqlDataSourceBuilder($"Host={directory};Username=learner;Database=lab;Pooling=false;Cancellation Timeout=150;SSL Mode=Disable;Gss Encryption Mode=Disable");
        // Type loading would send statements of its own through the door.
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));
        return builder.Build();
    }
}
