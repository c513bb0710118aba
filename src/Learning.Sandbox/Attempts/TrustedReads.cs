using System.Globalization;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Npgsql;
using NpgsqlTypes;

namespace Learning.Sandbox.Attempts;

/// <summary>Arguments of one run, drawn from the data: SQL text by name, in call order.</summary>
internal sealed record DrawnArguments(IReadOnlyList<(Argument Argument, string Value)> Values)
{
    public IReadOnlyDictionary<string, string> ByName => Values.ToDictionary(item => item.Argument.Name, item => item.Value, StringComparer.Ordinal);
}

/// <summary>What the trusted role asks of a cluster: arguments before a run, the state of the data after it.</summary>
internal sealed class TrustedReads(Exercise exercise, Cluster cluster)
{
    private const int MostStateRows = 100_000;
    /// <summary>As many as an answer may have.</summary>
    private const int MostStateBytes = 16 << 20;
    private const int LongestExample = 4_000;
    /// <summary>What is left of an honest answer is read in milliseconds.</summary>
    private const int MostSeconds = 30;

    private readonly Dictionary<string, string> _untouched = new(StringComparer.Ordinal);

    /// <summary>{{draw}} is fresh for every call.</summary>
    public async Task<DrawnArguments> DrawAsync(DataSet set, string draw, int? step, CancellationToken cancellationToken, int call = 0)
    {
        var sql = draw.Replace("{{draw}}", Random.Shared.Next().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{step}}", (step ?? 0).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{call}}", call.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        using var span = Steps.Begin("draw");
        try
        {
            await using var connection = await cluster.OpenAsync(ClusterRole.Supervisor, await UntouchedAsync(set, cancellationToken), cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
                throw new InfrastructureException($"{exercise.Slug}: the draw of data set {set.Name} returned no row.");
            return new([.. exercise.Data.Arguments.Select(argument => (argument, Text(reader[argument.Name])))]);
        }
        catch (PostgresException error)
        {
            throw new InfrastructureException($"{exercise.Slug}: the draw of data set {set.Name} failed: {error.MessageText}", error);
        }
    }

    /// <summary>Completed without a state when the exercise changes nothing. Otherwise whoever wrote the data wrote what makes it too large, or unreadable.</summary>
    public async Task<(string? State, RunOutcome Outcome)> StateAsync(string database, CancellationToken cancellationToken)
    {
        if (exercise.Data.Changes is not { } changes)
            return (null, RunOutcome.Completed);
        try
        {
            await using var connection = await cluster.OpenAsync(ClusterRole.Supervisor, database, cancellationToken);
            await using var command = new NpgsqlCommand(changes.State, connection) { CommandTimeout = MostSeconds };
            await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
            var (state, outcome) = await ReadStateAsync(reader, cancellationToken);
            // Closing a reader reads to the end, and nobody knows how far that is.
            if (outcome.Kind != OutcomeKind.Completed)
                command.Cancel();
            return (state, outcome);
        }
        catch (PostgresException error) when (ValueFaults.Explain(error))
        {
            return (null, ValueFaults.Unreadable(ValueFaults.Said(error)));
        }
        catch (NpgsqlException error) when (error.InnerException is TimeoutException)
        {
            return (null, ValueFaults.TooLongToRead(MostSeconds));
        }
        catch (PostgresException error)
        {
            throw new InfrastructureException($"{exercise.Slug}: changes.state failed: {error.MessageText}", error);
        }
    }

    private static async Task<(string? State, RunOutcome Outcome)> ReadStateAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        try
        {
            var (rows, passed) = await SqlValues.ReadAsync(reader, MostStateRows, MostStateBytes, cancellationToken);
            return (rows, passed is null ? RunOutcome.Completed : ValueFaults.TooMuchLeft(passed));
        }
        catch (InvalidCastException error)
        {
            return (null, ValueFaults.Unreadable(error.Message));
        }
    }

    /// <summary>
    /// The invariants that do not hold; or why one cannot be asked, as a sentence. <paramref name="answers"/> is a JSON array of what the calls answered, null
    /// when that is too much.
    /// </summary>
    public async Task<(IReadOnlyList<BrokenInvariant> Broken, string? Refused)> BrokenAsync(
        string database, IReadOnlyList<Invariant> invariants, string? answers, CancellationToken cancellationToken)
    {
        List<BrokenInvariant> broken = [];
        await using var connection = await cluster.OpenAsync(ClusterRole.Supervisor, database, cancellationToken);
        foreach (var invariant in invariants)
        {
            try
            {
                await using var command = new NpgsqlCommand($"SELECT count(*)::int, left(min(to_jsonb(broken)::text), {LongestExample}) FROM ({invariant.Violations}) AS broken", connection) { CommandTimeout = MostSeconds };
                if (invariant.Violations.Contains("@answers", StringComparison.Ordinal))
                {
                    if (answers is null)
                        return (broken, ValueFaults.NotAsked(invariant.Name, "the answers of all calls together are too large"));
                    command.Parameters.Add(new("answers", NpgsqlDbType.Jsonb) { Value = answers });
                }
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                if (reader.GetInt32(0) is > 0 and var rows)
                    broken.Add(new(invariant.Name, rows, reader.GetString(1)));
            }
            catch (PostgresException error) when (ValueFaults.Explain(error))
            {
                return (broken, ValueFaults.NotAsked(invariant.Name, ValueFaults.Said(error)));
            }
            catch (NpgsqlException error) when (error.InnerException is TimeoutException)
            {
                return (broken, ValueFaults.NotAsked(invariant.Name, $"it takes more than {MostSeconds} s"));
            }
            catch (PostgresException error)
            {
                throw new InfrastructureException($"{exercise.Slug}: the invariant '{invariant.Name}' failed: {error.MessageText}", error);
            }
        }
        return (broken, null);
    }

    /// <summary>A database being copied may have no visitors, so arguments are drawn from a copy of its own where runs are copies.</summary>
    private async Task<string> UntouchedAsync(DataSet set, CancellationToken cancellationToken)
    {
        if (exercise.Data.Changes is null)
            return set.Name;
        if (!_untouched.TryGetValue(set.Name, out var name))
            _untouched[set.Name] = name = await cluster.CopyAsync(set.Name, cancellationToken);
        return name;
    }

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
