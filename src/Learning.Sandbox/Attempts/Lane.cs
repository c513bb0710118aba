using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>What one call came to, by the supervisor's clock.</summary>
internal sealed record CallFacts(RunOutcome Outcome, string? Answer, string Output, double ElapsedMs)
{
    /// <summary>Claims about the lines that statements were sent from; see <see cref="StatementLines"/>.</summary>
    public IReadOnlyList<ProtocolLine> Lines { get; init; } = [];
}

/// <summary>
/// One side of an attempt: a cluster of its own and whatever calls the answer. A door is opened for one data set, serves its calls and
/// is closed, so nothing can reach a data set outside the window in which it is recorded.
/// </summary>
internal abstract partial class Lane(Exercise exercise, Cluster cluster, WireProxy proxy) : IAsyncDisposable
{
    /// <summary>What all calls of an attempt may take together, in limits of one call: a hand-in whose every call stays just below its own limit must end as slow, and before the grading's deadline, which is our fault.</summary>
    private const double CallsTogether = 15;

    private int _doors;
    private double _spentMs;

    protected Exercise Exercise { get; } = exercise;
    protected WireProxy Proxy { get; } = proxy;
    public Cluster Cluster { get; } = cluster;
    public TrustedReads Trusted { get; } = new(exercise, cluster);

    /// <summary>The run under way is the one that is shown: its warm-up and it may ask for lines, and no other call does.</summary>
    protected bool IsShown { get; private set; }

    /// <summary>Host directory below which doors are made.</summary>
    protected abstract string DoorRoot { get; }

    /// <summary>Not null when all calls so far took more than an attempt's may: what that comes to.</summary>
    public RunOutcome? Overspent => TimeSpan.FromSeconds(Exercise.Limits.TimeSeconds * CallsTogether) is var most && _spentMs > most.TotalMilliseconds ? Outcomes.Together(most) : null;

    /// <summary>The answer's code stands still until it is disposed. It would rest anyway, or wear down what the other side is timed against. What is only asked by us has none.</summary>
    public virtual IDisposable? Hold() => null;

    /// <summary>Called before the first run in a data set: DDL answers are applied here.</summary>
    protected virtual Task PrepareAsync(DataSet set, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called before a call's time begins: a client of ours connects ahead, the learner's code connects when it likes.</summary>
    protected virtual Task ConnectAsync(string doorName, CancellationToken cancellationToken) => Task.CompletedTask;

    protected abstract Task<CallFacts> CallAsync(Door door, string doorName, DrawnArguments arguments, double patience, CancellationToken cancellationToken);

    /// <summary>
    /// One call on a fresh door, with plans. <paramref name="patience"/> multiplies the time limit; a <paramref name="warmUp"/> is called
    /// first and discarded, unless it does not complete: then it is the run. A record with a hole in it is run again once, and then fails closed.
    /// </summary>
    public async Task<Run> RunAsync(DataSet set, DrawnArguments arguments, CancellationToken cancellationToken, double patience = 1, DrawnArguments? warmUp = null)
    {
        var (run, ours) = await OnceAsync(set, arguments, patience, warmUp, cancellationToken);
        if (ours || (run.Trace.Gap is not null && run.Outcome.Kind == OutcomeKind.Completed))
            (run, ours) = await OnceAsync(set, arguments, patience, warmUp, cancellationToken);
        return ours ? throw new InfrastructureException($"{Exercise.Slug}: the record of the statements is not whole: {run.Trace.Gap}")
            : run with { Outcome = Judge(run.Outcome, null, run.Trace.Gap) };
    }

    private async Task<(Run Run, bool GapIsOurs)> OnceAsync(DataSet set, DrawnArguments arguments, double patience, DrawnArguments? warmUp, CancellationToken cancellationToken)
    {
        string database;
        using (Steps.Begin("prepare data"))
            database = await DatabaseAsync(set, cancellationToken);
        IsShown = warmUp is not null;
        var (door, name) = OpenDoor(database, roundTripMs: IsShown ? Exercise.Limits.RoundTripMs : 0);
        CallFacts facts;
        WireRecord record;
        string? early = null;
        await using (door)
        {
            using (Steps.Begin("connect"))
                await ConnectAsync(name, cancellationToken);
            (facts, record) = await RecordedAsync(door, name, warmUp ?? arguments, patience, cancellationToken);
            if (warmUp is not null && facts.Outcome.Kind == OutcomeKind.Completed)
            {
                // What it sets for its role may be met by a later door's sessions alone, whose plans nobody reads when they are timed.
                early = FrozenSettings.Broken(RecordedRun.WithoutPlans(record).Statements, []);
                await Cluster.DrainAsync(cancellationToken); // the discarded call's
                (facts, record) = await RecordedAsync(door, name, arguments, patience, cancellationToken);
            }
            var answered = Stopwatch.GetTimestamp();
            using (Steps.Begin("close door"))
                await door.CloseAsync(cancellationToken);
            if (Cluster.WasStopped)
                return (Stopped(set, arguments, door, facts with { ElapsedMs = facts.ElapsedMs + Stopwatch.GetElapsedTime(answered).TotalMilliseconds }, record), GapIsOurs: false);
        }
        IsShown = false;

        var recorded = RecordedRun.From(record, await Cluster.DrainAsync(cancellationToken));
        var outcome = Judge(facts.Outcome, door, null, recorded.Refused ?? early);
        var (state, left) = facts.Outcome.Kind == OutcomeKind.Completed ? await Trusted.StateAsync(database, cancellationToken) : (null, RunOutcome.Completed);
        return (new()
        {
            DataSet = set.Name,
            Arguments = arguments.ByName,
            Outcome = outcome.Kind == OutcomeKind.Completed ? left : outcome,
            Answer = facts.Answer,
            State = state,
            Output = facts.Output,
            ElapsedMs = facts.ElapsedMs,
            Trace = StatementLines.Tie(recorded.Trace, record, facts.Lines),
        }, recorded.GapIsOurs);
    }

    /// <summary>The server ended with what was running, and has no more to say: no plans, no state. The call lasted until then.</summary>
    private static Run Stopped(DataSet set, DrawnArguments arguments, Door door, CallFacts facts, WireRecord record) => new()
    {
        DataSet = set.Name,
        Arguments = arguments.ByName,
        Outcome = Judge(facts.Outcome, door, null) is { Kind: not OutcomeKind.Completed } judged ? judged : ServerLimits.Deaf,
        Output = facts.Output,
        ElapsedMs = facts.ElapsedMs,
        Trace = StatementLines.Tie(RecordedRun.WithoutPlans(record), record, facts.Lines),
    };

    /// <summary>One door for many calls, without plans: for timing. Yields after each call; the caller sends the arguments.</summary>
    public async IAsyncEnumerable<(CallFacts Facts, StatementTrace Trace)> TimeAsync(
        string database, IAsyncEnumerable<DrawnArguments> calls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (door, name) = OpenDoor(database);
        await using (door)
        {
            await foreach (var arguments in calls.WithCancellation(cancellationToken))
            {
                door.BeginCall();
                var facts = Spend(await CallAsync(door, name, arguments, 1, cancellationToken));
                var trace = RecordedRun.WithoutPlans(EndCall(door));
                var refused = FrozenSettings.Broken(trace.Statements, []) ?? RecordedRun.Unrecorded(trace);
                yield return (facts with { Outcome = Judge(facts.Outcome, door, trace.Gap, refused) }, trace);
            }
            await door.CloseAsync(cancellationToken);
        }
        // Nobody reads these, and the next recorded run must not find them.
        await Cluster.DrainAsync(cancellationToken);
    }

    /// <summary>The database that a run works on: the data set itself, or a copy when the answer changes data.</summary>
    public async Task<string> DatabaseAsync(DataSet set, CancellationToken cancellationToken)
    {
        await PrepareAsync(set, cancellationToken);
        return Exercise.Data.Changes is null ? set.Name : await Cluster.CopyAsync(set.Name, cancellationToken);
    }

    private async Task<(CallFacts Facts, WireRecord Record)> RecordedAsync(Door door, string name, DrawnArguments arguments, double patience, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("call");
        door.BeginCall();
        var facts = Spend(await CallAsync(door, name, arguments, patience, cancellationToken));
        return (facts, EndCall(door));
    }

    /// <inheritdoc cref="ServerLimits.RefuseCrowdedOut"/>
    private WireRecord EndCall(Door door)
    {
        var record = door.EndCall();
        foreach (var error in record.Statements.Where(statement => !statement.Skipped).Select(statement => statement.Error).OfType<string>())
            ServerLimits.RefuseCrowdedOut(Cluster, error);
        return record;
    }

    private CallFacts Spend(CallFacts facts)
    {
        _spentMs += facts.ElapsedMs;
        return facts;
    }

    private static RunOutcome Judge(RunOutcome outcome, Door? door, string? gap, string? refused = null)
    {
        if (door?.LimitReached is { } limit)
            return new() { Kind = OutcomeKind.OutputLimit, Message = limit };
        if (outcome.Kind == OutcomeKind.Completed && refused is not null)
            return new() { Kind = OutcomeKind.RuntimeError, Message = refused };
        if (outcome.Kind == OutcomeKind.Completed && gap is not null)
            return new() { Kind = OutcomeKind.RuntimeError, Message = $"The record of the statements is not whole: {gap}" };
        return outcome;
    }

    /// <summary>What is only counted needs no network: the injected round trip is for runs that are shown or timed.</summary>
    private (Door Door, string Name) OpenDoor(string database, int? connections = null, double? roundTripMs = null)
    {
        var name = Interlocked.Increment(ref _doors).ToString(CultureInfo.InvariantCulture);
        var directory = Path.Combine(DoorRoot, name);
        Directory.CreateDirectory(directory);
        var options = new DoorOptions { Directory = directory, ServerSocket = Cluster.ServerSocket, Role = "learner", Database = database, RoundTripMs = roundTripMs ?? Exercise.Limits.RoundTripMs, Deaf = Cluster.Stop };
        return (Proxy.OpenDoor(connections is { } most ? options with { MaxConnections = most } : options), name);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
