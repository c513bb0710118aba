namespace Learning.Sandbox.Tests;

public sealed class TimingLaneTests
{
    [Fact]
    public async Task Timing_WhileSmallOnesRun_BeginsWhenTheLastHasLeft()
    {
        using var lane = new TimingLane();
        var first = await lane.EnterSmallAsync(Unexpected, CancellationToken.None);
        var second = await lane.EnterSmallAsync(Unexpected, CancellationToken.None);

        var timing = lane.EnterAsync(CancellationToken.None);
        first.Dispose();
        Assert.False(timing.IsCompleted);
        second.Dispose();

        (await timing.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Fact]
    public async Task Small_WhileATimingWaits_SaysSoAndComesAfterIt()
    {
        using var lane = new TimingLane();
        var running = await lane.EnterSmallAsync(Unexpected, CancellationToken.None);
        var timing = lane.EnterAsync(CancellationToken.None);
        var waits = false;

        var late = lane.EnterSmallAsync(() => waits = true, CancellationToken.None);
        running.Dispose();
        var entered = await timing.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(waits);
        Assert.False(late.IsCompleted);
        entered.Dispose();

        (await late.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Fact]
    public async Task Timing_GivenUpWhileItWaits_LetsOthersIn()
    {
        using var lane = new TimingLane();
        using var giveUp = new CancellationTokenSource();
        var running = await lane.EnterSmallAsync(Unexpected, CancellationToken.None);
        var timing = lane.EnterAsync(giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timing);

        (await lane.EnterSmallAsync(Unexpected, CancellationToken.None)).Dispose();
        running.Dispose();
        (await lane.EnterAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    private static void Unexpected() => Assert.Fail("Nobody is timing.");
}
