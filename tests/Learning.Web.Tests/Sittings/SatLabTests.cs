using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Incidents.WarRoom;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Submissions;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Learning.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Keeper = Learning.Web.Features.Incidents.Sessions.LabHost;

namespace Learning.Web.Tests.Sittings;

/// <summary>An incident as a task: from the button to the points, and what its candidate is shown of it.</summary>
public sealed class SatLabTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Slug = "the-rollback-that-did-not-help";

    [Theory]
    [InlineData(CandidateFeedback.Nothing, "Received.", "Detect")]
    [InlineData(CandidateFeedback.Verdict, "Healed: every class is well", "Detect")]
    [InlineData(CandidateFeedback.Report, "Detect", "Write the postmortem")]
    public async Task Report_OfAnEndedLab_ShowsWhatTheAssessmentAllows(CandidateFeedback feedback, string shown, string hidden)
    {
        var sitting = await RunningAsync(feedback);
        var lab = await LabAsync(sitting, IncidentStatus.Ended);

        var page = await host.Sit(sitting).ReadAsync($"/incidents/{Slug}/labs/{lab}/report");

        Assert.Contains(shown, page, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sitting/tasks/1\"", page, StringComparison.Ordinal);
        foreach (var elsewhere in (string[])["Once more, same seed", "Write the postmortem", "record.json", "href=\"/incidents\""])
            Assert.DoesNotContain(elsewhere, page, StringComparison.Ordinal);
        if (feedback == CandidateFeedback.Nothing)
            Assert.DoesNotContain("Healed", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_BeforeItCounts_SaysSo_AndOfAnotherLabNothing()
    {
        var sitting = await RunningAsync(CandidateFeedback.Report);
        var other = await LabAsync(sitting, IncidentStatus.Ended); // what a reset leaves
        var ours = await LabAsync(sitting, IncidentStatus.Ended, IncidentLedger.Restarted);
        var browser = host.Sit(sitting);

        Assert.Contains("Not here, or not yours.", await browser.ReadAsync($"/incidents/{Slug}/labs/{other}/report"), StringComparison.Ordinal);
        Assert.Contains("ended with our server", await browser.ReadAsync($"/incidents/{Slug}/labs/{ours}/report"), StringComparison.Ordinal);
        var open = await LabAsync(sitting, IncidentStatus.Running);
        var page = await browser.ReadAsync($"/incidents/{Slug}/labs/{open}/report");
        Assert.Contains("This lab has not ended.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Detect", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskPage_OfAnIncident_OffersTheLab_AndSaysHowItWent()
    {
        var sitting = await RunningAsync(CandidateFeedback.Verdict);
        var browser = host.Sit(sitting);
        Assert.Contains("Start the lab", await browser.ReadAsync("/sitting/tasks/1"), StringComparison.Ordinal);

        var lab = await LabAsync(sitting, IncidentStatus.Ended);

        Assert.Contains($"/incidents/{Slug}/labs/{lab}/report", await browser.ReadAsync("/sitting/tasks/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_StartedFromItsTask_IsEntered_EndsWithTheTasks_AndIsScored()
    {
        var incident = TinyIncident.Make();
        var library = new IncidentLibrary([incident], []);
        var sitting = await RunningAsync(CandidateFeedback.Verdict, incident.Slug);
        var ledger = new IncidentLedger(host.Contexts, TimeProvider.System);
        var viewers = new LabViewers(TimeProvider.System);
        var labs = host.Services.GetRequiredService<IncidentLabs>();
        using var keeper = new Keeper(labs, library, ledger, new(ledger, viewers, TimeProvider.System, Options.Create(new IncidentOptions())), TimeProvider.System, NullLogger<Keeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        using var seat = new Seated(host, sitting);
        var sessions = ActivatorUtilities.CreateInstance<IncidentSessions>(seat.Services, keeper);
        var desk = ActivatorUtilities.CreateInstance<SittingDesk>(seat.Services, library, keeper, ActivatorUtilities.CreateInstance<SittingClosing>(seat.Services, keeper));

        Assert.Contains("no incident", await desk.StartLabAsync(2, CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await desk.StartLabAsync(1, CancellationToken.None));
        Assert.Null(await desk.StartLabAsync(1, CancellationToken.None)); // a second press
        var task = Assert.Single((await desk.ReadAsync(CancellationToken.None))!.Tasks);
        var lab = task.IncidentSessionId!.Value;
        await UntilAsync(lab, row => row.Status == IncidentStatus.Running);

        using (var room = ActivatorUtilities.CreateInstance<IncidentRoomDesk>(seat.Services, library, sessions, viewers))
        {
            var opened = await room.OpenAsync(incident.Slug, lab, CancellationToken.None);
            Assert.Equal(("/sitting/tasks/1", "/sitting/tasks/1"), (opened!.Way, opened.View!.Way));
            Assert.Equal(7, opened.View.Record.Seed);
            Assert.NotEmpty(await room.RunAsync("A", "SELECT count(*) FROM payment", CancellationToken.None));
            await Assert.ThrowsAsync<InvalidOperationException>(() => room.ResetAsync(new Progress<LabProgress>(), CancellationToken.None));
        }
        using (var stranger = new Seated(host, await RunningAsync(CandidateFeedback.Report)))
        using (var room = ActivatorUtilities.CreateInstance<IncidentRoomDesk>(stranger.Services, library))
            Assert.Null(await room.OpenAsync(incident.Slug, lab, CancellationToken.None));

        Assert.Null(await desk.HandInAsync(CancellationToken.None));
        var ended = await UntilAsync(lab, row => row.Status == IncidentStatus.Ended);
        Assert.Equal("The assessment's time for its tasks is over.", ended.Why);
        var scored = await ScoredAsync(sitting.Id);
        Assert.Equal((lab, true), (scored.IncidentSessionId, scored.Points is not null));
        Assert.Contains("Detect: ", scored.Breakdown, StringComparison.Ordinal);
        var report = ActivatorUtilities.CreateInstance<ReportDesk>(seat.Services, library, sessions);
        Assert.StartsWith("Not handed in", (await report.OutcomeAsync(incident.Slug, lab, CancellationToken.None))!.Said, StringComparison.Ordinal);
        Assert.Null(await report.OpenAsync(incident.Slug, lab, CancellationToken.None)); // the verdict is all that this assessment shows
        await keeper.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(IncidentStatus.Ended, "The assessment's time for its tasks is over.", "asked for too late", 0)]
    [InlineData(IncidentStatus.Failed, "No place.", "Our fault", null)]
    [InlineData(IncidentStatus.Ended, IncidentLedger.Restarted, "Our fault", null)]
    public async Task Lab_ThatNeverBegan_CountsNothing_UnlessItWasOurs(IncidentStatus status, string why, string says, int? points)
    {
        var sitting = await RunningAsync(CandidateFeedback.Verdict);
        await LabAsync(sitting, status, why, isRecorded: false);
        await using (var context = host.Contexts.CreateDbContext())
            await context.Sittings.Where(row => row.Id == sitting.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.StartedAt, TimeProvider.System.GetUtcNow().AddHours(-5)).SetProperty(each => each.AllowedSeconds, 60));

        var scored = await ScoredAsync(sitting.Id);

        Assert.Equal(points, (int?)scored.Points);
        Assert.Contains(says, scored.Breakdown, StringComparison.Ordinal);
    }

    private Task<Sitting> RunningAsync(CandidateFeedback feedback, string slug = Slug) => host.SittingAsync(
        sitting => (sitting.Status, sitting.StartedAt, sitting.AllowedSeconds) = (SittingStatus.Running, TimeProvider.System.GetUtcNow().AddMinutes(-10), 3600),
        new() { Minutes = 60, Defend = false, Feedback = feedback, Tasks = [new() { Kind = TaskKind.Incident, Slug = slug, Weight = 10, Minutes = 20 }] });

    /// <summary>The task's lab from now on; one before it is no task's any more.</summary>
    private async Task<Guid> LabAsync(Sitting sitting, IncidentStatus status, string why = "You ended it.", bool isRecorded = true)
    {
        await using var context = host.Contexts.CreateDbContext();
        var (id, now, isOver) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), status is IncidentStatus.Ended or IncidentStatus.Failed);
        context.IncidentSessions.Add(new()
        {
            Id = id, LearnerId = sitting.LearnerId, Slug = Slug, Revision = "r", Seed = 7, Status = status, CreatedAt = now.AddMinutes(-4), StartedAt = now.AddMinutes(-3), EndedAt = isOver ? now : null, Why = isOver ? why : null,
            Record = isRecorded ? RecordFile.Pack(RoomSamples.Record() with { Slug = Slug }) : null,
            Score = isOver && isRecorded ? StoredJson.Write(new IncidentScore { Outcome = IncidentOutcome.Healed, Detect = 30, Fix = 20, Trap = 20, Lines = [] }) : null,
        });
        await context.SaveChangesAsync();
        await context.SittingTasks.Where(row => row.SittingId == sitting.Id && row.Position == 1).ExecuteUpdateAsync(row => row.SetProperty(each => each.IncidentSessionId, id));
        return id;
    }

    private async Task<IncidentSession> UntilAsync(Guid id, Func<IncidentSession, bool> isSo)
    {
        for (var look = 0; look < 600; look++, await Task.Delay(200))
        {
            await using var context = host.Contexts.CreateDbContext();
            if (await context.IncidentSessions.AsNoTracking().SingleAsync(row => row.Id == id) is var row && isSo(row))
                return row;
        }
        throw new TimeoutException("The lab did not come to it within two minutes.");
    }

    private async Task<SittingTask> ScoredAsync(Guid sitting)
    {
        for (var look = 0; look < 300; look++, await Task.Delay(200))
        {
            await using var context = host.Contexts.CreateDbContext();
            if (await context.SittingTasks.AsNoTracking().SingleAsync(row => row.SittingId == sitting && row.Position == 1) is { Breakdown: not null } row)
                return row;
        }
        throw new TimeoutException("It was not scored within a minute.");
    }
}
