using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Scratch;

/// <summary>A compiled line of C#, run in a runner's jail with the exercise's context as <c>db</c>.</summary>
internal sealed class ScratchScript(RunnerProcess runner, LoadScratchRequest line, Cluster cluster, ScratchDoor door, TimeSpan limit)
{
    private const string DoorName = "scratch";

    public async Task<ScratchResult> RunAsync(CancellationToken cancellationToken)
    {
        await runner.LoadAsync(line, cancellationToken);
        var (call, trace, stopped) = await door.UseAsync(Path.Combine(runner.DoorDirectory, DoorName),
            _ => runner.ScratchAsync(new CallRequest(RunnerProcess.NewId(), RunnerProcess.DoorInside(DoorName), []), limit, cluster.Pid, cancellationToken), cancellationToken);
        return new()
        {
            Outcome = stopped is null ? call.Outcome : new() { Kind = OutcomeKind.OutputLimit, Message = $"Stopped: {stopped}." },
            Columns = call.Grid?.Columns ?? [],
            Rows = call.Grid?.Rows ?? [],
            RowCount = call.Grid?.RowCount ?? 0,
            Output = call.Output,
            Trace = trace,
            ElapsedMs = call.ElapsedMs,
        };
    }
}
