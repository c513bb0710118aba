using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Scratch;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox;

/// <summary>Runs scratch lines: a cluster (and a runner) of the pools for each, killed afterwards. Measurements come first.</summary>
internal sealed class PostgresScratchpad(ClusterPool clusters, Lazy<RunnerPool> runners, Lazy<CompilerPool> compilers, WireProxy proxy, TimingLane timing, SandboxOptions options) : IScratchpad, IDisposable
{
    private readonly SemaphoreSlim _places = new(options.ScratchRuns);

    public Task<ScratchResult> RunAsync(Exercise exercise, ExerciseLanguage language, string code, CancellationToken cancellationToken) =>
        RunAsync(exercise, language, code, static _ => { }, cancellationToken);

    public async Task<ScratchResult> RunAsync(Exercise exercise, ExerciseLanguage language, string code, Action<ScratchPhase> at, CancellationToken cancellationToken)
    {
        if (language == ExerciseLanguage.CSharp && exercise.Entry is null)
            return Refused("This exercise has no C# model; ask in SQL.");
        if (string.IsNullOrWhiteSpace(code))
            return Refused("There is nothing to run yet.");
        if (language == ExerciseLanguage.Sql && ScratchQuery.Refuse(code) is { } refused)
            return new() { Outcome = refused };
        at(ScratchPhase.Queued);
        await _places.WaitAsync(cancellationToken);
        try
        {
            return language == ExerciseLanguage.CSharp ? await CSharpAsync(exercise, code, at, cancellationToken) : await SqlAsync(exercise, code, at, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<ScratchResult> CSharpAsync(Exercise exercise, string code, Action<ScratchPhase> at, CancellationToken cancellationToken)
    {
        var model = exercise.Model.Select(file => new ProtocolSource(file.Name, file.Text));
        var compiled = await compilers.Value.CompileAsync(new ScratchRequest([.. model], exercise.Entry!.Context, code), ScratchRequest.File, cancellationToken);
        if (compiled.Outcome.Kind != OutcomeKind.Completed)
            return new() { Outcome = compiled.Outcome };

        await using var runner = await runners.Value.RentAsync(cancellationToken);
        await using var cluster = await clusters.RentAsync(exercise, cancellationToken);
        try
        {
            using var entered = await timing.EnterSmallAsync(() => at(ScratchPhase.Measuring), cancellationToken);
            at(ScratchPhase.Running);
            var line = new LoadScratchRequest(compiled.Images, compiled.EntryType, compiled.EntryMethod, exercise.Entry.Context);
            return await new ScratchScript(runner, line, cluster, Door(exercise, cluster), Limit).RunAsync(cancellationToken);
        }
        finally
        {
            runners.Value.Fill();
            _ = clusters.RestockAsync(exercise);
        }
    }

    private async Task<ScratchResult> SqlAsync(Exercise exercise, string code, Action<ScratchPhase> at, CancellationToken cancellationToken)
    {
        await using var cluster = await clusters.RentAsync(exercise, cancellationToken);
        using var entered = await timing.EnterSmallAsync(() => at(ScratchPhase.Measuring), cancellationToken);
        at(ScratchPhase.Running);
        try
        {
            return await new ScratchQuery(exercise, cluster, Door(exercise, cluster), options.DoorDirectory, Limit).RunAsync(code, cancellationToken);
        }
        finally
        {
            _ = clusters.RestockAsync(exercise);
        }
    }

    private TimeSpan Limit => TimeSpan.FromSeconds(options.ScratchSeconds);

    private ScratchDoor Door(Exercise exercise, Cluster cluster) => new(exercise, cluster, proxy);

    private static ScratchResult Refused(string why) => new() { Outcome = new() { Kind = OutcomeKind.CompileError, Message = why } };

    public void Dispose() => _places.Dispose();
}
