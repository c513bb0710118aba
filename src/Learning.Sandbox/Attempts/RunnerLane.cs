using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>C#: the answer runs in a jailed runner whose only way out is the door; <paramref name="another"/> rents one more, for a second instance.</summary>
internal sealed class RunnerLane(Exercise exercise, Cluster cluster, WireProxy proxy, RunnerProcess runner, CompiledAnswer answer, Func<CancellationToken, Task<RunnerProcess>> another)
    : Lane(exercise, cluster, proxy)
{
    private readonly List<RunnerProcess> _more = [];
    private readonly List<Lane> _instances = [];

    protected override string DoorRoot => runner.DoorDirectory;

    /// <summary>One of its runners has: it cannot be called again.</summary>
    public bool HasExited => _more.Append(runner).Any(process => process.HasExited);

    /// <summary>Its server as well: what a session has left it to plan goes on after the answer.</summary>
    public override IDisposable Hold() => new HeldProcesses([.. _more.Append(runner).Select(process => process.ProcessId), Cluster.Pid]);

    protected override async Task<CallFacts> CallAsync(Door door, string doorName, DrawnArguments arguments, double patience, CancellationToken cancellationToken)
    {
        var result = await runner.CallAsync(Request(doorName, arguments, null) with { Lines = IsShown }, TimeSpan.FromSeconds(Exercise.Limits.TimeSeconds * patience), Cluster.Pid, cancellationToken);
        return new(result.Outcome, result.Answer, result.Output, result.ElapsedMs) { Lines = StatementLines.Plausible(result.Lines, answer.Lines) };
    }

    protected override async Task<IReadOnlyList<IReadOnlyList<CallFacts>>> CallAtOnceAsync(
        Door door, string doorName, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, int pool, double patience, CancellationToken cancellationToken)
    {
        var requests = users.Select(calls => calls.Select(arguments => Request(doorName, arguments, pool)).ToArray()).ToArray();
        var results = await runner.CallAtOnceAsync(requests, TimeSpan.FromSeconds(Exercise.Limits.TimeSeconds * patience), Cluster.Pid, cancellationToken);
        return [.. results.Select(calls => calls.Select(result => new CallFacts(result.Outcome, result.Answer, result.Output, result.ElapsedMs)).ToArray())];
    }

    /// <summary>Processes of their own on the same cluster: what one keeps in memory the other does not see.</summary>
    protected override async Task<IReadOnlyList<Lane>> InstancesAsync(DataSet set, int count, CancellationToken cancellationToken)
    {
        if (_instances.Count == 0)
            _instances.Add(this);
        while (_instances.Count < count)
        {
            var process = await another(cancellationToken);
            _more.Add(process);
            await process.LoadAsync(answer.Load, cancellationToken);
            var instance = new RunnerLane(Exercise, Cluster, Proxy, process, answer, another);
            // The first instance has run before. A cold one would come when the others are done, and nothing would have met.
            await instance.RunAsync(set, await Trusted.DrawAsync(set, set.Draw, null, cancellationToken), cancellationToken);
            _instances.Add(instance);
        }
        return _instances;
    }

    private static CallRequest Request(string doorName, DrawnArguments arguments, int? pool) => new(
        RunnerProcess.NewId(),
        RunnerProcess.DoorInside(doorName),
        [.. arguments.Values.Select(item => new ProtocolArgument(item.Argument.Name, item.Argument.Type, item.Value))],
        pool);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(_more.Append(runner).Select(process => process.DisposeAsync().AsTask()));
        }
        finally
        {
            await base.DisposeAsync();
        }
    }
}
