using System.Diagnostics;
using Learning.Grading;
using Learning.Hostile.Cases;
using Learning.Hostile.Lab;
using Learning.Hostile.Runs;
using Learning.Sandbox.Attempts;

namespace Learning.Hostile.Suite;

/// <summary>Runs cases in a lab, several at once unless one wants to be alone, and says of each what all cases are asked.</summary>
internal sealed class SuiteRun(HostileLab lab, int atOnce) : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(90);

    private readonly SemaphoreSlim _places = new(atOnce);
    private readonly SemaphoreSlim _door = new(1);

    public async Task<CaseResult> RunAsync(string name, int turn, CancellationToken cancellationToken)
    {
        var attack = CaseFiles.Read(name);
        var wanted = attack.Alone is null ? 1 : atOnce;
        // Whoever wants all places gathers them before anybody else may ask for one.
        await _door.WaitAsync(cancellationToken);
        try
        {
            for (var place = 0; place < wanted; place++)
                await _places.WaitAsync(cancellationToken);
        }
        finally
        {
            _door.Release();
        }
        try
        {
            return await HereAsync(attack, turn, cancellationToken);
        }
        finally
        {
            _places.Release(wanted);
        }
    }

    private async Task<CaseResult> HereAsync(HostileCase attack, int turn, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Ceiling);
        var started = Stopwatch.GetTimestamp();
        using var leftovers = new Leftovers();
        List<string> unexpected = [];
        Finding? finding = null;
        var beside = attack.WithANewRunner ? NewRunnerAsync(attack, deadline.Token) : Task.FromResult<string?>(null);
        try
        {
            finding = await CaseRun.RunAsync(lab, attack, leftovers, deadline.Token);
            unexpected.AddRange(attack.ExpectedIn(lab.Jail).Select(each => each.Broken(finding)).OfType<string>());
        }
        catch (InfrastructureException fault)
        {
            unexpected.Add($"our fault: {fault.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            unexpected.Add($"not over after {Ceiling.TotalSeconds:0} s");
        }
        if (await beside is { } disturbed)
            unexpected.Add(disturbed);
        var left = await leftovers.WaitAsync(lab);
        var control = await lab.Control.SinceAsync(started, cancellationToken);
        IEnumerable<string?> canaries = [lab.Canaries.ReadIn([.. finding?.Said ?? [], .. unexpected, .. lab.Log.Entries]), lab.Canaries.Touched(), .. lab.Listeners.Visitors];
        return new()
        {
            Case = attack.Id,
            Jail = lab.Jail,
            Turn = turn,
            Revision = Revision.Of(attack),
            Came = finding?.Short ?? unexpected.FirstOrDefault() ?? "",
            Unexpected = unexpected,
            Canaries = [.. canaries.OfType<string>()],
            Left = left,
            Control = control,
            KillMs = finding?.KillMs is { } kill ? Math.Max(0, kill) : null,
            Ms = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    /// <summary>While the attack is under way somebody else comes: a runner of theirs must start, warm up, compile and answer.</summary>
    private async Task<string?> NewRunnerAsync(HostileCase attack, CancellationToken cancellationToken)
    {
        await Task.Delay(attack.Limit / 2, cancellationToken);
        try
        {
            var exercise = HostileExercises.Of(sql: false, TimeSpan.FromSeconds(10));
            var runner = await lab.NewRunnerAsync(cancellationToken);
            var answer = await lab.Compiler.ReferenceAsync(exercise, cancellationToken);
            await runner.LoadAsync(answer.Load, cancellationToken);
            await using var lane = new RunnerLane(exercise, await lab.Clusters.RentAsync(exercise, cancellationToken), lab.Proxy, runner, answer, lab.Runners.RentAsync);
            var set = exercise.Data.Visible;
            var run = await lane.RunAsync(set, await lane.Trusted.DrawAsync(set, set.Draw, null, cancellationToken), cancellationToken);
            return run.Outcome.Kind == Grading.Traces.OutcomeKind.Completed ? null : $"a new runner beside it: {run.Outcome.Message}";
        }
        catch (InfrastructureException fault)
        {
            return $"a new runner beside it: {fault.Message}";
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _door.Dispose();
    }
}
