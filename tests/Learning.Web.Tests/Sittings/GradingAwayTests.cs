using Learning.Web.Data;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Tests.Accounts;

namespace Learning.Web.Tests.Sittings;

/// <summary>A machine on which nothing in C# can be graded, here for want of a published runner.</summary>
public sealed class GradingAwayTests
{
    [Fact]
    public async Task Clock_WhileNothingCanBeGraded_StandsStill_AndSaysWhy_UntilTheTasksAreClosed()
    {
        var empty = Directory.CreateTempSubdirectory("no-runner-").FullName;
        await using var host = new AccountHost(builder => builder.UseSetting("Sandbox:RunnerDirectory", empty));
        var sitting = await host.SittingAsync(row => (row.Status, row.StartedAt, row.AllowedSeconds) = (SittingStatus.Running, TimeProvider.System.GetUtcNow(), 3600));
        using var seat = new Seated(host, sitting);

        SittingView? view = null;
        for (var look = 0; look < 150 && view?.Paused is null; look++, await Task.Delay(100))
            view = await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None);

        Assert.Equal(SittingPauses.GradingAway, view!.Paused);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        var later = await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None);
        Assert.Equal(view.Left, later!.Left);
        Assert.Single(later.Pauses);
        Assert.Contains(SittingPauses.GradingAway, await host.Sit(sitting).ReadAsync("/sitting/tasks/1"), StringComparison.Ordinal);

        Assert.Null(await seat.Get<SittingDesk>().HandInAsync(CancellationToken.None));
        var defending = (await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None))!;
        Assert.Equal((SittingStatus.Defending, null), (defending.Status, defending.Paused)); // or its questions would have no end
        Assert.Equal(defending.TasksClosedAt, Assert.Single(defending.Pauses).To);
        Directory.Delete(empty);
    }
}
