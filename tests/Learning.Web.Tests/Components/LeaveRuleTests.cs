using Learning.Grading.Incidents.Records;
using Learning.Web.Features.Incidents.Sessions;

namespace Learning.Web.Tests.Components;

public sealed class LeaveRuleTests
{
    private static readonly IncidentOptions Options = new() { PauseAfterSeconds = 60, EndAfterMinutes = 15, LongestMinutes = 90 };

    [Theory]
    [InlineData(LabPhase.Running, null, null, 10, LeaveAct.Stay)] // somebody looks
    [InlineData(LabPhase.Running, 59.0, null, 10, LeaveAct.Stay)]
    [InlineData(LabPhase.Running, 60.0, null, 10, LeaveAct.Pause)]
    [InlineData(LabPhase.Baseline, 60.0, null, 2, LeaveAct.Pause)]
    [InlineData(LabPhase.Starting, 600.0, null, 12, LeaveAct.Stay)]
    [InlineData(LabPhase.Paused, 840.0, 840.0, 20, LeaveAct.Stay)]
    [InlineData(LabPhase.Paused, 960.0, 900.0, 20, LeaveAct.EndUnseen)]
    [InlineData(LabPhase.Paused, 100.0, 3000.0, 60, LeaveAct.Stay)] // paused by hand and left just now
    [InlineData(LabPhase.Paused, null, 3000.0, 60, LeaveAct.Stay)]
    [InlineData(LabPhase.Running, null, null, 90, LeaveAct.EndOld)]
    [InlineData(LabPhase.Ended, null, null, 90, LeaveAct.EndOld)]
    [InlineData(LabPhase.Ended, 9000.0, null, 900, LeaveAct.Stay)]
    public void Lab_LeftAlone_PausesThenEnds(LabPhase phase, double? unseen, double? paused, int minutes, object expected) =>
        Assert.Equal((LeaveAct)expected, LeaveRule.Decide(phase, Seconds(unseen), Seconds(paused), TimeSpan.FromMinutes(minutes), Options));

    [Fact]
    public void Viewers_AreCountedPerLab_AndTheLastOneStartsTheClock()
    {
        var time = new Clock();
        var viewers = new LabViewers(time);
        var (lab, began) = (Guid.NewGuid(), time.Now);
        time.Now += TimeSpan.FromSeconds(5);
        Assert.Equal(TimeSpan.FromSeconds(5), viewers.Unseen(lab, began));

        var (one, two) = (viewers.Watch(lab), viewers.Watch(lab));
        one.Dispose();
        one.Dispose(); // twice is once
        time.Now += TimeSpan.FromSeconds(30);
        Assert.Null(viewers.Unseen(lab, began));
        Assert.NotNull(viewers.Unseen(Guid.NewGuid(), began));

        two.Dispose();
        time.Now += TimeSpan.FromSeconds(7);
        Assert.Equal(TimeSpan.FromSeconds(7), viewers.Unseen(lab, began));
    }

    [Fact]
    public void Rule_AsItIsSaid_NamesTheConfiguredFigures()
    {
        var said = new IncidentOptions { PauseAfterSeconds = 77, EndAfterMinutes = 11, LongestMinutes = 66 }.RuleOfLeaving;

        Assert.All((string[])["77 s", "11 min", "66 min", "kept"], part => Assert.Contains(part, said, StringComparison.Ordinal));
    }

    private static TimeSpan? Seconds(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
