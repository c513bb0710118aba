using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>
/// Calls a small public program before the first request, so that EF Core and Npgsql are jitted and their caches filled. It is
/// public because a learner's code could read it in memory.
/// </summary>
internal static class Warmup
{
    public static async Task RunAsync()
    {
        var load = new LoadRequest([], [], nameof(Shelf), nameof(Shelf.ReadAsync), nameof(Library));
        var said = await Caller.CallAsync(new Submission(load, typeof(Warmup).Assembly), new CallRequest("warm", "/tmp/no-door", [new ProtocolArgument("size", "int", "20")]));
        if (said is not AnsweredEvent)
        {
            throw new InvalidOperationException($"The warm-up failed: {said}");
        }
        // What the warm-up used does not count against a learner's memory.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
