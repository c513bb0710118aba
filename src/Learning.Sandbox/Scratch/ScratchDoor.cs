using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Scratch;

/// <summary>One recorded use of the visible data of a cluster that nobody else has.</summary>
internal sealed class ScratchDoor(Exercise exercise, Cluster cluster, WireProxy proxy)
{
    /// <summary>What <paramref name="use"/> came to, and all that crossed the door meanwhile with its plans; why the door ended it, if it did.</summary>
    public async Task<(T Value, StatementTrace Trace, string? Limit)> UseAsync<T>(string directory, Func<Door, Task<T>> use, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var door = proxy.OpenDoor(new()
        {
            Directory = directory,
            ServerSocket = cluster.ServerSocket,
            Role = "learner",
            Database = exercise.Data.Visible.Name,
            RoundTripMs = exercise.Limits.RoundTripMs,
            Deaf = cluster.Stop,
        });
        await using (door)
        {
            door.BeginCall();
            var value = await use(door);
            await door.CloseAsync(cancellationToken);
            var record = door.EndCall();
            // A server that was stopped has no plans to tell.
            return (value, cluster.WasStopped ? RecordedRun.WithoutPlans(record) : RecordedRun.From(record, await cluster.DrainAsync(cancellationToken)).Trace, door.LimitReached);
        }
    }
}
