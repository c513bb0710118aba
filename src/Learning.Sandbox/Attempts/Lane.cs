using System.Globalization;
using System.Runtime.CompilerServices;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>What one call came to, by the supervisor's clock.</summary>
internal sealed record CallFacts(RunOutcome Outcome, string? Answer, string Output, double ElapsedMs);

/// <summary>Arguments of one run, drawn from the data: SQL text by name, in call order.</summary>
internal sealed record DrawnArguments(IReadOnlyList<(Argument Argument, string Value)> Values)
{
    public IReadOnlyDictionary<string, string> ByName => Values.ToDictionary(item => item.Argument.Name, item => item.Value, StringComparer.Ordinal);
}

/// <summary>
/// One side of an attempt: a cluster of its own and whatever calls the answer. A door is opened for one data set, serves its calls and
/// is closed, so nothing can reach a data set outside the window in which it is recorded.
/// </summary>
internal abstract class Lane(Exercise exercise, Cluster cluster, WireProxy proxy) : IAsyncDisposable
{
    private int _doors;

    protected Exercise Exercise { get; } = exercise;
    public Cluster Cluster { get; } = cluster;

    /// <summary>Host directory below which doors are made.</summary>
    protected abstract string DoorRoot { get; }

    /// <summary>Called before the first run in a data set: DDL answers are applied here.</summary>
    protected virtual Task PrepareAsync(DataSet set, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called before a call's time begins: a client of ours connects ahead, the learner's code connects when it likes.</summary>
    protected virtual Task ConnectAsync(string doorName, CancellationToken cancellationToken) => Task.CompletedTask;

    protected abstract Task<CallFacts> CallAsync(Door door, string doorName, DrawnArguments arguments, double patience, CancellationToken cancellationToken);

    /// <summary>One call on a fresh door, with plans. <paramref name="patience"/> multiplies the time limit; a
    /// <paramref name="warmUp"/> is called first and discarded, unless it does not complete: then it is the run.</summary>
    public async Task<Run> RunAsync(DataSet set, DrawnArguments arguments, CancellationToken cancellationToken, double patience = 1, DrawnArguments? warmUp = null)
    {
        await PrepareAsync(set, cancellationToken);
        var (door, name) = OpenDoor(set);
        CallFacts facts;
        WireRecord record;
        await using (door)
        {
            await ConnectAsync(name, cancellationToken);
            (facts, record) = await RecordedAsync(door, name, warmUp ?? arguments, patience, cancellationToken);
            if (warmUp is not null && facts.Outcome.Kind == OutcomeKind.Completed)
            {
                await Cluster.DrainPlansAsync(cancellationToken); // the discarded call's
                (facts, record) = await RecordedAsync(door, name, arguments, patience, cancellationToken);
            }
            await door.CloseAsync(cancellationToken);
        }

        var logged = await Cluster.DrainPlansAsync(cancellationToken);
        var paired = PlanPairing.Pair(record.Statements.Select(statement => new PairingStatement(statement.Number, statement.BackendPid, statement.Sql)), logged);
        if (record is { Gap: { } fault, GapIsClients: false })
            throw new InfrastructureException($"{Exercise.Slug}: the record of the statements is not whole: {fault}");
        var trace = record.ToTrace(paired.PlansByStatement);
        if (paired.Unpaired.Count > 0)
            trace = trace with { Gap = trace.Gap ?? $"the server planned {Say.Of(paired.Unpaired.Count, "statement", "statements")} that did not cross the wire during the call." };
        trace = trace with { Gap = trace.Gap ?? Unplanned(trace) };
        return new()
        {
            DataSet = set.Name,
            Arguments = arguments.ByName,
            Outcome = Judge(facts.Outcome, door, trace.Gap),
            Answer = facts.Answer,
            Output = facts.Output,
            ElapsedMs = facts.ElapsedMs,
            Trace = trace,
        };
    }

    /// <summary>One door for many calls, without plans: for timing. Yields after each call; the caller sends the arguments.</summary>
    public async IAsyncEnumerable<(CallFacts Facts, StatementTrace Trace)> TimeAsync(
        DataSet set, IAsyncEnumerable<DrawnArguments> calls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(set, cancellationToken);
        var (door, name) = OpenDoor(set);
        await using (door)
        {
            await foreach (var arguments in calls.WithCancellation(cancellationToken))
            {
                door.BeginCall();
                var facts = await CallAsync(door, name, arguments, 1, cancellationToken);
                var trace = door.EndCall().ToTrace(NoPlans);
                yield return (facts with { Outcome = Judge(facts.Outcome, door, trace.Gap) }, trace);
            }
            await door.CloseAsync(cancellationToken);
        }
    }

    /// <summary>
    /// A statement that handed over rows and left no plan behind: a cursor rolled back, a result given up on its last row. Nothing could be
    /// said about its pages, so it fails closed. SHOW and EXPLAIN have no plan of their own.
    /// </summary>
    private static string? Unplanned(StatementTrace trace) =>
        trace.Statements.FirstOrDefault(statement => statement is { Rows: > 0, Plan: null } && statement.Command is not ("SHOW" or "EXPLAIN")) is { } unplanned
            ? $"{unplanned.Id} handed over {Say.Rows(unplanned.Rows)}, and the server logged no plan for it (a cursor, a COPY, or a result that was given up)."
            : null;

    private async Task<(CallFacts Facts, WireRecord Record)> RecordedAsync(Door door, string name, DrawnArguments arguments, double patience, CancellationToken cancellationToken)
    {
        door.BeginCall();
        var facts = await CallAsync(door, name, arguments, patience, cancellationToken);
        return (facts, door.EndCall());
    }

    private static readonly Dictionary<int, Grading.Plans.QueryPlan> NoPlans = [];

    private static RunOutcome Judge(RunOutcome outcome, Door door, string? gap)
    {
        if (door.LimitReached is { } limit)
            return new() { Kind = OutcomeKind.OutputLimit, Message = limit };
        if (outcome.Kind == OutcomeKind.Completed && gap is not null)
            return new() { Kind = OutcomeKind.RuntimeError, Message = $"The record of the statements is not whole: {gap}" };
        return outcome;
    }

    private (Door Door, string Name) OpenDoor(DataSet set)
    {
        var name = Interlocked.Increment(ref _doors).ToString(CultureInfo.InvariantCulture);
        var directory = Path.Combine(DoorRoot, name);
        Directory.CreateDirectory(directory);
        return (proxy.OpenDoor(new() { Directory = directory, ServerSocket = Cluster.ServerSocket, Role = "learner", Database = set.Name, RoundTripMs = Exercise.Limits.RoundTripMs }), name);
    }

    /// <summary>Draws arguments with the trusted role; {{draw}} is fresh for every call.</summary>
    public async Task<DrawnArguments> DrawAsync(DataSet set, string draw, int? step, CancellationToken cancellationToken)
    {
        var sql = draw.Replace("{{draw}}", Random.Shared.Next().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{step}}", (step ?? 0).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        try
        {
            await using var connection = await Cluster.OpenAsync(ClusterRole.Supervisor, set.Name, cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
                throw new InfrastructureException($"{Exercise.Slug}: the draw of data set {set.Name} returned no row.");
            return new([.. Exercise.Data.Arguments.Select(argument => (argument, Text(reader[argument.Name])))]);
        }
        catch (PostgresException error)
        {
            throw new InfrastructureException($"{Exercise.Slug}: the draw of data set {set.Name} failed: {error.MessageText}", error);
        }
    }

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public virtual async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
