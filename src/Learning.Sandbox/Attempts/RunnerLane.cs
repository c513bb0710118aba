using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>C#: the answer runs in a jailed runner whose only way out is the door.</summary>
internal sealed class RunnerLane(Exercise exercise, Cluster cluster, WireProxy proxy, RunnerProcess runner) : Lane(exercise, cluster, proxy)
{
    private int _lines;

    protected override string DoorRoot => runner.DoorDirectory;

    public async Task<(RunOutcome Outcome, double Milliseconds)> CompileAsync(SourceFile own, CancellationToken cancellationToken)
    {
        _lines = own.Text.AsSpan().Count('\n') + 1;
        var entry = Exercise.Entry!;
        var sources = Exercise.Model.Prepend(own).Select(file => new ProtocolSource(file.Name, file.Text));
        var compiled = await runner.CompileAsync(new([.. sources], entry.Type, entry.Method, entry.Context), cancellationToken);
        return (compiled.Outcome, compiled.Milliseconds);
    }

    protected override async Task<CallFacts> CallAsync(Door door, string doorName, DrawnArguments arguments, double patience, CancellationToken cancellationToken)
    {
        var request = new CallRequest(
            RunnerProcess.NewId(),
            RunnerProcess.DoorInside(doorName),
            [.. arguments.Values.Select(item => new ProtocolArgument(item.Argument.Name, item.Argument.Type, item.Value))]) { Lines = IsShown };
        var result = await runner.CallAsync(request, TimeSpan.FromSeconds(Exercise.Limits.TimeSeconds * patience), cancellationToken);
        return new(result.Outcome, result.Answer, result.Output, result.ElapsedMs) { Lines = StatementLines.Plausible(result.Lines, _lines) };
    }

    public override async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        await base.DisposeAsync();
    }
}
