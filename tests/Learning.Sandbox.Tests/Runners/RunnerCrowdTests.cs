using Learning.Grading.Traces;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerCrowdTests(RunnerFixture runners)
{
    [Fact]
    public async Task Crowd_CallsThatWaitForEachOther_RunAtTheSameTime()
    {
        // Each call waits until four have begun; one after the other none would ever end.
        var results = await CrowdAsync("System.Threading.Interlocked.Increment(ref Begun.Count); while (Begun.Count < 4) System.Threading.Thread.Sleep(1); return size;", users: 4, calls: 1);

        Assert.All(results.SelectMany(calls => calls), call => Assert.Equal((OutcomeKind.Completed, """[{"value":3}]"""), (call.Outcome.Kind, call.Answer)));
    }

    [Fact]
    public async Task Crowd_CallsOfOneUser_FollowOneAnother()
    {
        var results = await CrowdAsync("return System.Threading.Interlocked.Increment(ref Begun.Count);", users: 1, calls: 3);

        Assert.Equal(["""[{"value":1}]""", """[{"value":2}]""", """[{"value":3}]"""], results[0].Select(call => call.Answer));
    }

    [Fact]
    public async Task Crowd_OneCallThrows_TheOthersAnswer()
    {
        var results = await CrowdAsync("return System.Threading.Interlocked.Increment(ref Begun.Count) == 2 ? throw new System.InvalidOperationException(\"second\") : size;", users: 3, calls: 1);

        Assert.Equal(1, results.Count(calls => calls[0].Outcome is { Kind: OutcomeKind.RuntimeError, Exception.Message: "second" }));
        Assert.Equal(2, results.Count(calls => calls[0].Outcome.Kind == OutcomeKind.Completed));
    }

    [Fact]
    public async Task Crowd_PastTheLimit_EveryCallWithoutAnAnswerEndedThatWay()
    {
        var results = await CrowdAsync("System.Threading.Thread.Sleep(System.Threading.Interlocked.Increment(ref Begun.Count) == 1 ? 0 : 60_000); return size;", users: 3, calls: 2, seconds: 3);

        var all = results.SelectMany(calls => calls).ToList();
        Assert.Equal(6, all.Count);
        Assert.Contains(all, call => call.Outcome.Kind == OutcomeKind.Completed);
        Assert.Contains(all, call => call.Outcome.Kind == OutcomeKind.TimeLimit && call.Outcome.Message!.StartsWith("Stopped at 3 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Crowd_ProcessEnds_NoCallIsLost()
    {
        var results = await CrowdAsync("if (System.Threading.Interlocked.Increment(ref Begun.Count) == 2) System.Environment.Exit(0); System.Threading.Thread.Sleep(100); return size;", users: 3, calls: 1);

        Assert.All(results, calls => Assert.Contains(calls[0].Outcome.Kind, new[] { OutcomeKind.Completed, OutcomeKind.RuntimeError }));
        Assert.Contains(results, calls => calls[0].Outcome.Kind == OutcomeKind.RuntimeError);
    }

    private async Task<IReadOnlyList<IReadOnlyList<CallResult>>> CrowdAsync(string body, int users, int calls, double seconds = 20)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var source = RunnerFixture.Request(body).Sources[0].Text + "\npublic static class Begun { public static int Count; }";
        await using var runner = await runners.StartAsync(RunnerFixture.Whole(source));
        var requests = Enumerable.Range(0, users).Select(_ => Enumerable.Range(0, calls).Select(_ => RunnerFixture.Call() with { Pool = 4 }).ToArray()).ToArray();
        return await runner.CallAtOnceAsync(requests, TimeSpan.FromSeconds(seconds), null, deadline.Token);
    }
}
