using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;

namespace Learning.Hostile.Lab;

/// <summary>
/// An honest answer that is run again and again beside the cases: its outcome, its rows and its trace must stay what they are. One runner and one
/// cluster serve many turns, as each leaves a connection in its pool; then others take their place.
/// </summary>
internal sealed class Control : IAsyncDisposable
{
    /// <summary>The rows of the visible data's five items.</summary>
    public const string Expected = """[{"value":1},{"value":2},{"value":3},{"value":4},{"value":5}]""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private const int TurnsOfALane = 100;
    private readonly HostileLab _lab;
    private RunnerLane _lane;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Turn> _turns = new();
    private readonly Task _running;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Control(HostileLab lab, RunnerLane lane)
    {
        (_lab, _lane) = (lab, lane);
        _running = Task.Run(RunAsync);
    }

    private sealed record Turn(long From, long To, string? Problem);

    public int Turns => _turns.Count;

    /// <summary>The longest turn, in milliseconds.</summary>
    public double Longest => _turns.Select(turn => Stopwatch.GetElapsedTime(turn.From, turn.To).TotalMilliseconds).DefaultIfEmpty().Max();

    public static async Task<Control> StartAsync(HostileLab lab, CancellationToken cancellationToken) => new(lab, await LaneAsync(lab, cancellationToken));

    private static async Task<RunnerLane> LaneAsync(HostileLab lab, CancellationToken cancellationToken)
    {
        var exercise = HostileExercises.Of(sql: false, Limit);
        var answer = await lab.Compiler.ReferenceAsync(exercise, cancellationToken);
        var runner = await lab.Runners.RentAsync(cancellationToken);
        await runner.LoadAsync(answer.Load, cancellationToken);
        return new(exercise, await lab.Clusters.RentAsync(exercise, cancellationToken), lab.Proxy, runner, answer, lab.Runners.RentAsync);
    }

    /// <summary>Waits for a turn that lies wholly behind <paramref name="from"/>, then says what was wrong with any that overlapped; null when nothing was.</summary>
    public async Task<string?> SinceAsync(long from, CancellationToken cancellationToken)
    {
        while (!_turns.Any(turn => turn.From >= from))
            await Volatile.Read(ref _next).Task.WaitAsync(cancellationToken);
        return _turns.FirstOrDefault(turn => turn.To >= from && turn.Problem is not null)?.Problem;
    }

    private async Task RunAsync()
    {
        var set = HostileExercises.Of(sql: false, Limit).Data.Visible;
        while (!_stop.IsCancellationRequested)
        {
            var from = Stopwatch.GetTimestamp();
            var problem = await ProblemAsync(set);
            _turns.Enqueue(new(from, Stopwatch.GetTimestamp(), problem is null ? null : $"the control beside it: {problem}"));
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> ProblemAsync(Grading.Exercises.DataSet set)
    {
        try
        {
            if (_turns.Count % TurnsOfALane == TurnsOfALane - 1)
            {
                await _lane.DisposeAsync();
                _lane = await LaneAsync(_lab, CancellationToken.None);
            }
            var run = await _lane.RunAsync(set, await _lane.Trusted.DrawAsync(set, set.Draw, null, CancellationToken.None), CancellationToken.None);
            return run.Outcome.Kind != OutcomeKind.Completed ? $"{run.Outcome.Kind} {run.Outcome.Message}"
                : run.Answer != Expected ? $"answered {run.Answer}"
                : (run.Trace.Count, run.Trace.Rows, run.Trace.Gap) != (1, 5, null) ? $"{run.Trace.Count} statements, {run.Trace.Rows} rows, {run.Trace.Gap}"
                : null;
        }
        catch (InfrastructureException fault)
        {
            return fault.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _lane.DisposeAsync();
        _stop.Dispose();
    }
}
