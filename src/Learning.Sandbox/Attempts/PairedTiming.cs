using System.Threading.Channels;
using Learning.Grading.Answers;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Attempts;

/// <summary>Two open doors, called in turn with the same arguments: yours first, then the reference first, and so on.</summary>
internal sealed class PairedTiming(Exercise exercise, Lane yours, Lane reference, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly Side _yours = new(yours, exercise.Data.Visible, cancellationToken);
    private readonly Side _reference = new(reference, exercise.Data.Visible, cancellationToken);

    public async Task<(Timing Yours, Timing Reference, RunOutcome? Stopped)> NextAsync(bool yoursFirst)
    {
        var set = exercise.Data.Visible;
        var arguments = await reference.Trusted.DrawAsync(set, set.Draw, null, cancellationToken);
        CallResult mine, theirs;
        if (yoursFirst)
        {
            mine = await CallAsync(_yours, arguments);
            using (yours.Hold())
                theirs = await CallAsync(_reference, arguments);
        }
        else
        {
            using (yours.Hold())
                theirs = await CallAsync(_reference, arguments);
            mine = await CallAsync(_yours, arguments);
        }
        if (theirs.Outcome.Kind != OutcomeKind.Completed)
            throw new Grading.InfrastructureException($"{exercise.Slug}: the reference did not complete while being timed: {theirs.Outcome.Message}");
        return (mine.Timing, theirs.Timing, mine.Outcome.Kind == OutcomeKind.Completed ? null : mine.Outcome);
    }

    /// <summary>What all calls so far have left on either side: null where nothing is changed, or nothing differs.</summary>
    public async Task<(AnswerDifference? Left, RunOutcome? Stopped)> LeftAsync()
    {
        var (mine, outcome) = await _yours.StateAsync();
        var (theirs, _) = await _reference.StateAsync();
        return (AnswerComparer.CompareStates(theirs, mine), outcome.Kind == OutcomeKind.Completed ? null : outcome);
    }

    private sealed record CallResult(RunOutcome Outcome, Timing Timing);

    private async Task<CallResult> CallAsync(Side side, DrawnArguments arguments)
    {
        var (facts, trace) = await side.CallAsync(arguments);
        // What the injected delay cost is known exactly: it is charged once per round trip.
        var network = trace.RoundTrips * exercise.Limits.RoundTripMs;
        return new(facts.Outcome, new(facts.ElapsedMs, trace.Statements.Sum(statement => statement.ServerMs), network, facts.Answer ?? "[]"));
    }

    /// <summary>One lane's door, fed through a channel so that it stays open between calls.</summary>
    private sealed class Side(Lane lane, DataSet set, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly Channel<DrawnArguments> _arguments = Channel.CreateUnbounded<DrawnArguments>();
        private IAsyncEnumerator<(CallFacts Facts, StatementTrace Trace)>? _calls;
        private string? _database;

        public async Task<(CallFacts Facts, StatementTrace Trace)> CallAsync(DrawnArguments arguments)
        {
            _database ??= await lane.DatabaseAsync(set, cancellationToken);
            _calls ??= lane.TimeAsync(_database, _arguments.Reader.ReadAllAsync(cancellationToken), cancellationToken).GetAsyncEnumerator(cancellationToken);
            _arguments.Writer.TryWrite(arguments);
            return await _calls.MoveNextAsync() ? _calls.Current : throw new Grading.InfrastructureException("A timed door closed early.");
        }

        public Task<(string? State, RunOutcome Outcome)> StateAsync() => lane.Trusted.StateAsync(_database!, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            _arguments.Writer.Complete();
            if (_calls is null)
                return;
            try
            {
                await _calls.MoveNextAsync();
            }
            finally
            {
                await _calls.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _yours.DisposeAsync();
        }
        finally
        {
            await _reference.DisposeAsync();
        }
    }
}
