using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>Who may build next.</summary>
public sealed class BuildLaneTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Builds_AreOneAtATime_InOrder_AndWhoIsWaitedForGoesFirst()
    {
        var lane = new BuildLane(new TimingLane());
        var first = await lane.EnterAsync("first", CancellationToken.None);
        var waiting = new[] { "second", "third", "fourth" }.ToDictionary(what => what, what => lane.EnterAsync(what, CancellationToken.None), StringComparer.Ordinal);
        lane.Need("third", BuildNeed.Opened);
        lane.Need("fifth", BuildNeed.Graded);
        waiting["fifth"] = lane.EnterAsync("fifth", CancellationToken.None); // needed before it came

        List<string> order = [];
        first.Dispose();
        while (waiting.Count > 0)
        {
            var begun = await Task.WhenAny(waiting.Values).WaitAsync(Soon);
            await Task.Delay(50); // a second one would begin now
            var (what, turn) = Assert.Single(waiting, each => each.Value.IsCompleted);
            Assert.Same(begun, turn);
            order.Add(what);
            waiting.Remove(what);
            (await turn).Dispose();
        }

        Assert.Equal(["fifth", "third", "second", "fourth"], order);
    }

    /// <summary>What was there already when a grading asked for it: the next build of it is nobody's in particular.</summary>
    [Fact]
    public async Task Need_ThatIsMet_PutsNoLaterBuildBeforeATiming()
    {
        var timing = new TimingLane();
        var lane = new BuildLane(timing);
        lane.Need("there already", BuildNeed.Graded);
        lane.IsMet("there already");
        using var timed = await timing.EnterAsync(CancellationToken.None);

        var renewal = lane.EnterAsync("there already", CancellationToken.None);
        await Task.Delay(50);

        Assert.False(renewal.IsCompleted);
        timed.Dispose();
        (await renewal.WaitAsync(Soon)).Dispose();
    }

    [Fact]
    public async Task Build_BesideATiming_WaitsForItsEnd_UnlessAGradingWaitsForTheBuild()
    {
        var timing = new TimingLane();
        var lane = new BuildLane(timing);
        var timed = await timing.EnterAsync(CancellationToken.None);
        var idle = lane.EnterAsync("later", CancellationToken.None);
        await Task.Delay(50);
        Assert.False(idle.IsCompleted);

        lane.Need("later", BuildNeed.Opened);
        await Task.Delay(50);
        Assert.False(idle.IsCompleted); // an open page does not disturb what is timed
        lane.Need("later", BuildNeed.Graded);
        (await idle.WaitAsync(Soon)).Dispose();
        var next = lane.EnterAsync("later", CancellationToken.None); // the need is over
        await Task.Delay(50);
        Assert.False(next.IsCompleted);
        timed.Dispose();
        (await next.WaitAsync(Soon)).Dispose();
    }

    [Fact]
    public async Task Build_GivenUpInLine_LetsTheOthersGo()
    {
        var lane = new BuildLane(new TimingLane());
        var first = await lane.EnterAsync("first", CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        var given = lane.EnterAsync("given up", leaving.Token);
        var last = lane.EnterAsync("last", CancellationToken.None);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        first.Dispose();

        (await last.WaitAsync(Soon)).Dispose();
    }
}
