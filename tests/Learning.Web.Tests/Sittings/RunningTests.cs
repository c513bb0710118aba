using System.Net;
using System.Text;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Submissions;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Web.Tests.Sittings;

/// <summary>What the server takes and refuses while the clock runs, and after.</summary>
public sealed class RunningTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Slug = "feed-n-plus-one";
    private static readonly DateTimeOffset Now = new(TimeProvider.System.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero); // as the database keeps it

    [Fact]
    public async Task HandIn_AfterTheDeadline_IsRefused_AndTheTasksAreClosedToTheSecond()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-61), plan => plan with { Defend = false });
        using var seat = new Seated(host, sitting);

        var answer = await seat.Get<SittingBench>().HandInAsync(Slug, SubmissionKind.Submit, "class A;", CancellationToken.None);

        Assert.Null(answer.Id);
        Assert.Contains("The time is over", answer.Refusal, StringComparison.Ordinal);
        Assert.Null(await seat.Get<SittingBench>().SaveDraftAsync(Slug, "class Late;", CancellationToken.None));
        var row = await ReadAsync(sitting.Id);
        Assert.Equal((SittingStatus.HandedIn, Now.AddMinutes(-1), SittingEnd.Clock), (row.Status, row.TasksClosedAt, row.EndedBy));
    }

    [Fact]
    public async Task End_OfASittingOnAVariant_AsksForThatVariantsProofOnce()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-61), plan => plan with { Defend = false, Tasks = [plan.Tasks[0] with { Variants = 4 }] });
        using var seat = new Seated(host, sitting);

        await seat.Get<SittingBench>().HandInAsync(Slug, SubmissionKind.Submit, "class A;", CancellationToken.None);

        await UntilAsync(sitting.Id, row => row.HandedInAt is not null);
        await using var context = host.Contexts.CreateDbContext();
        var drawn = await context.SittingTasks.Where(row => row.SittingId == sitting.Id).Select(row => (int?)row.Variant).SingleAsync();
        var asked = Assert.Single(await context.Checkups.AsNoTracking().Where(row => row.Slug == Slug && row.Variant == drawn).ToListAsync());
        Assert.Equal(host.Services.GetRequiredService<ExerciseLibrary>().Find(Slug)!.Revision, asked.Revision);
        Assert.Null(asked.AskedBy);
    }

    [Fact]
    public async Task Deadline_WithNoBrowserOpen_HandsInWhatWasSavedByThen()
    {
        var now = new DateTimeOffset(TimeProvider.System.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero);
        var sitting = await RunningAsync(now.AddSeconds(-3585), plan => plan with { Defend = false }); // 15 seconds are left, for a busy machine
        using (var seat = new Seated(host, sitting))
            Assert.NotNull(await seat.Get<SittingBench>().SaveDraftAsync(Slug, "class Saved;", CancellationToken.None));

        var row = await UntilAsync(sitting.Id, each => each.HandedInAt is not null);

        await using var context = host.Contexts.CreateDbContext();
        Submission? handedIn = null;
        for (var look = 0; look < 50 && handedIn is null; look++, await Task.Delay(100))
            handedIn = await context.Submissions.AsNoTracking().SingleOrDefaultAsync(each => each.LearnerId == sitting.LearnerId);
        Assert.Equal(("class Saved;", SubmissionKind.Submit, row.TasksClosedAt), (handedIn!.Source, handedIn.Kind, handedIn.CreatedAt));
        Assert.Equal(sitting.StartedAt!.Value.AddSeconds(3600), row.TasksClosedAt);
    }

    [Fact]
    public async Task Deadline_WhileTheQueueIsFull_HandsInAllTheSame()
    {
        var sitting = await RunningAsync(Now, plan => plan with { Defend = false });
        using (var seat = new Seated(host, sitting))
            Assert.NotNull(await seat.Get<SittingBench>().SaveDraftAsync(Slug, "class Saved;", CancellationToken.None));
        await using var context = host.Contexts.CreateDbContext();
        var crowd = await RunningAsync(Now, plan => plan with { Defend = false });
        await FillQueueAsync(context, crowd.LearnerId);
        try
        {
            await ChangeAsync(sitting.Id, row => row.StartedAt = Now.AddMinutes(-61));

            Submission? handedIn = null;
            for (var look = 0; look < 150 && handedIn is null; look++, await Task.Delay(100))
                handedIn = await context.Submissions.AsNoTracking().SingleOrDefaultAsync(each => each.LearnerId == sitting.LearnerId);
            Assert.Equal("class Saved;", handedIn?.Source);
        }
        finally
        {
            await context.Submissions.Where(row => row.LearnerId == crowd.LearnerId).ExecuteDeleteAsync();
        }
    }

    /// <summary>Anybody can be many learners without an account.</summary>
    [Fact]
    public async Task HandIn_WhileStrangersFillTheQueue_IsTaken_AndWhileCandidatesDoIsNot()
    {
        var sitting = await RunningAsync(Now, plan => plan with { Defend = false });
        var other = await RunningAsync(Now, plan => plan with { Defend = false });
        await using var context = host.Contexts.CreateDbContext();
        var stranger = new Learner { Id = Guid.CreateVersion7(), CreatedAt = Now };
        context.Add(stranger);
        await FillQueueAsync(context, stranger.Id);
        try
        {
            using var seat = new Seated(host, sitting);
            Assert.NotNull((await seat.Get<SittingBench>().HandInAsync(Slug, SubmissionKind.Submit, "class A;", CancellationToken.None)).Id);
            Assert.NotNull((await seat.Get<SubmissionDesk>().HandInAsync("deep-pages", "SELECT 1", SubmissionKind.Try, CancellationToken.None)).Id); // the practice before the clock

            await context.Submissions.Where(row => row.LearnerId == stranger.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.LearnerId, other.LearnerId));
            using var second = new Seated(host, await RunningAsync(Now, plan => plan with { Defend = false }));
            Assert.Contains("Too many hand-ins wait", (await second.Get<SittingBench>().HandInAsync(Slug, SubmissionKind.Submit, "class A;", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        }
        finally
        {
            await context.Submissions.Where(row => row.LearnerId == stranger.Id || row.LearnerId == other.LearnerId).ExecuteDeleteAsync();
        }
    }

    private static async Task FillQueueAsync(LabContext context, Guid learner)
    {
        context.Submissions.AddRange(Enumerable.Range(1, SubmissionQueue.Capacity).Select(number => new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = $"crowd-{number}", Revision = "r", Kind = SubmissionKind.Submit, Source = "class A;", Status = SubmissionStatus.Queued, CreatedAt = Now,
        }));
        await context.SaveChangesAsync();
    }

    [Fact]
    public async Task Deadline_BesideASittingWhosePlanCannotBeRead_IsKept()
    {
        var broken = await RunningAsync(Now.AddSeconds(-3700));
        await using (var context = host.Contexts.CreateDbContext())
            await context.Database.ExecuteSqlAsync($"UPDATE assessment_revisions SET plan = '[]' WHERE id = (SELECT revision_id FROM sittings WHERE id = {broken.Id})");
        var whole = await RunningAsync(Now.AddSeconds(-3600), plan => plan with { Defend = false });

        var row = await UntilAsync(whole.Id, each => each.HandedInAt is not null);

        Assert.Equal(whole.StartedAt!.Value.AddSeconds(3600), row.TasksClosedAt);
        await using var after = host.Contexts.CreateDbContext();
        Assert.Null((await after.Sittings.AsNoTracking().SingleAsync(each => each.Id == broken.Id)).HandedInAt); // it did throw
        await after.Sittings.Where(each => each.Id == broken.Id).ExecuteDeleteAsync();
    }

    [Fact]
    public async Task Start_NeedsThePractice_AndGivesTheFactorsTime()
    {
        var sitting = await host.SittingAsync(factor: 1.5m);
        using var seat = new Seated(host, sitting);

        Assert.Contains("practice run", await seat.Get<SittingDesk>().StartAsync(CancellationToken.None), StringComparison.Ordinal);
        await ChangeAsync(sitting.Id, row => row.PractisedAt = Now);
        Assert.Null(await seat.Get<SittingDesk>().StartAsync(CancellationToken.None));

        var row = await ReadAsync(sitting.Id);
        Assert.Equal((SittingStatus.Running, 90 * 60), (row.Status, row.AllowedSeconds));
        var started = row.StartedAt;
        await seat.Get<SittingDesk>().StartAsync(CancellationToken.None); // a second press
        Assert.Equal(started, (await ReadAsync(sitting.Id)).StartedAt);
    }

    [Fact]
    public async Task Attempts_WhenUsedUp_AreRefused_AndOursDoNotCount()
    {
        var sitting = await RunningAsync(Now, plan => plan with { Attempts = 1 });
        await AddAsync(sitting, null, SubmissionStatus.Failed, OurVerdict());
        using var seat = new Seated(host, sitting);

        Assert.Equal(1, (await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None))!.Tasks[0].AttemptsLeft);
        await AddAsync(sitting, 1, SubmissionStatus.Graded, SampleReports.OnePerPost());

        var answer = await seat.Get<SittingBench>().HandInAsync(Slug, SubmissionKind.Submit, "class A;", CancellationToken.None);
        Assert.Contains("No attempt is left", answer.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherCandidates_TheirAttempts_AndOtherTasks_AreNotHere()
    {
        var (mine, theirs) = (await RunningAsync(Now), await RunningAsync(Now));
        var foreign = await AddAsync(theirs, 1, SubmissionStatus.Graded, SampleReports.OnePerPost());
        using var seat = new Seated(host, mine);
        var bench = seat.Get<SittingBench>();

        Assert.Null(await bench.ReadAsync(foreign, CancellationToken.None));
        Assert.Null(await bench.OpenAsync("deep-pages", CancellationToken.None));
        Assert.Null((await bench.HandInAsync("deep-pages", SubmissionKind.Submit, "SELECT 1", CancellationToken.None)).Id);
        Assert.Null(await bench.SaveDraftAsync("deep-pages", "SELECT 1", CancellationToken.None));
    }

    [Fact]
    public async Task TwoDevices_TheFirstWritesNoMore()
    {
        var sitting = await RunningAsync(Now);
        using var first = new Seated(host, sitting);
        await ChangeAsync(sitting.Id, row => row.Seat++);

        Assert.Contains("another device", (await first.Get<SittingBench>().HandInAsync(Slug, SubmissionKind.Submit, "class A;", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Null(await first.Get<SittingBench>().SaveDraftAsync(Slug, "class A;", CancellationToken.None));
        Assert.NotNull(await first.Get<SittingDesk>().HandInAsync(CancellationToken.None));
        Assert.Null(await first.Get<SittingDesk>().ReadAsync(CancellationToken.None));
        Assert.Equal(SittingStatus.Running, (await ReadAsync(sitting.Id)).Status);
    }

    [Fact]
    public async Task FeedbackNothing_LeaksNoVerdict()
    {
        var sitting = await RunningAsync(Now, plan => plan with { Feedback = CandidateFeedback.Nothing });
        var id = await AddAsync(sitting, 1, SubmissionStatus.Graded, SampleReports.OnePerPost());
        using var seat = new Seated(host, sitting);

        var attempt = await seat.Get<SittingBench>().ReadAsync(id, CancellationToken.None);
        var row = Assert.Single((await seat.Get<SittingBench>().OpenAsync(Slug, CancellationToken.None))!.History);
        Assert.Equal((null, null, null, AttemptFeedback.Received), (attempt!.Report, attempt.Verdict, attempt.Headline, attempt.Shown));
        Assert.Empty(attempt.Stages);
        Assert.Null(row.Verdict);
        var browser = host.Sit(sitting);
        foreach (var path in (string[])[$"/submissions/{id}/report.json", $"/submissions/{id}/evidence.json"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("Over budget", await browser.ReadAsync($"/sitting/tasks/1?attempt={id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeedbackVerdict_ShowsTheHeadlineAlone()
    {
        var sitting = await RunningAsync(Now, plan => plan with { Feedback = CandidateFeedback.Verdict });
        var report = SampleReports.OnePerPost();
        var id = await AddAsync(sitting, 1, SubmissionStatus.Graded, report);
        using var seat = new Seated(host, sitting);

        var attempt = await seat.Get<SittingBench>().ReadAsync(id, CancellationToken.None);

        Assert.Equal((null, report.Verdict, report.Headline), (attempt!.Report, attempt.Verdict, attempt.Headline));
    }

    [Fact]
    public async Task Outage_OfTheSite_StopsTheClockOnce()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-30));
        await using (var context = host.Contexts.CreateDbContext())
            await context.Database.ExecuteSqlAsync($"INSERT INTO heartbeats (name, at) VALUES ('site', {Now.AddMinutes(-10)}) ON CONFLICT (name) DO UPDATE SET at = excluded.at");
        var care = host.Services.GetRequiredService<SittingCare>();

        await care.BeatAsync(CancellationToken.None);
        await care.BeatAsync(CancellationToken.None);

        using var seat = new Seated(host, sitting);
        var view = await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None);
        var pause = Assert.Single(view!.Pauses);
        Assert.StartsWith("Our server was away from", pause.Reason, StringComparison.Ordinal);
        Assert.InRange(view.Left, TimeSpan.FromMinutes(39), TimeSpan.FromMinutes(41));
    }

    [Fact]
    public async Task Beat_WhileTheCareOfASittingWaits_GoesOn()
    {
        var sitting = await RunningAsync(Now);
        await using var context = host.Contexts.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM sittings WHERE id = {sitting.Id} FOR UPDATE");
        await using var other = host.Contexts.CreateDbContext();
        var (since, beaten) = (TimeProvider.System.GetUtcNow(), DateTimeOffset.MinValue);

        for (var look = 0; look < 200 && beaten < since.AddSeconds(6); look++, await Task.Delay(100))
            beaten = await other.Set<Heartbeat>().AsNoTracking().Where(row => row.Name == SittingCare.Site).Select(row => row.At).SingleAsync();

        Assert.True(beaten >= since.AddSeconds(6), "Nothing was heard of the site for as long as one sitting kept its care waiting.");
    }

    [Fact]
    public async Task Signals_WithoutEnd_AreKeptToABound_EachKindToItsOwn()
    {
        var sitting = await RunningAsync(Now);
        using var seat = new Seated(host, sitting);
        var signals = seat.Get<SittingSignals>();
        var many = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("""{"kind":"Left","ago":1}""", 800)) + "]");

        foreach (var batch in (byte[][])[many, many, Encoding.UTF8.GetBytes("""[{"kind":"Back","ago":1}]""")])
            await signals.RecordAsync(1, batch, CancellationToken.None);

        await using var context = host.Contexts.CreateDbContext();
        var kept = await context.SittingEvents.Where(row => row.SittingId == sitting.Id).GroupBy(row => row.Kind).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count);
        Assert.Equal((SittingSignals.MostOfKind, 1), (kept[SittingEventKind.Left], kept[SittingEventKind.Back]));
    }

    [Fact]
    public async Task HandIn_ThatWeCouldNotGrade_GivesItsTimeBack_OnThePageAndInTheReport()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-30));
        var id = await AddAsync(sitting, null, SubmissionStatus.Failed, OurVerdict());
        await using (var context = host.Contexts.CreateDbContext())
            await context.Submissions.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(each => each.CreatedAt, Now.AddMinutes(-20)).SetProperty(each => each.GradedAt, Now.AddMinutes(-13)));

        for (var look = 0; look < 100 && await PausesAsync(sitting.Id) == 0; look++)
            await Task.Delay(100);

        using var seat = new Seated(host, sitting);
        var view = (await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None))!;
        var pause = Assert.Single(view.Pauses);
        Assert.Equal((Now.AddMinutes(-20), (DateTimeOffset?)Now.AddMinutes(-13)), (pause.From, pause.To));
        Assert.StartsWith("We could not grade what you handed in at", pause.Reason, StringComparison.Ordinal);
        Assert.InRange(view.Left, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(37.1)); // 30 without it, less what the other tests took
        Assert.True(view.Left > TimeSpan.FromMinutes(37) - (TimeProvider.System.GetUtcNow() - Now) - TimeSpan.FromSeconds(5));
        var page = await host.Sit(sitting).ReadAsync("/sitting/tasks/1");
        Assert.Contains("7:00 given back", page, StringComparison.Ordinal);
        Assert.Contains(pause.Reason, page, StringComparison.Ordinal);
        await ChangeAsync(sitting.Id, row => (row.Status, row.TasksClosedAt, row.HandedInAt) = (SittingStatus.HandedIn, Now, Now));
        Assert.Contains(pause.Reason, await host.Sit(sitting).ReadAsync("/sitting/report"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentStatus.Failed, "No place.", 3)]
    [InlineData(IncidentStatus.Ended, Learning.Web.Features.Incidents.Sessions.IncidentLedger.Restarted, 3)]
    [InlineData(IncidentStatus.Ended, "You ended it.", 0)]
    public async Task Lab_ThatEndedByOurFault_GivesItsTimeBack(IncidentStatus status, string why, double minutes)
    {
        var sitting = await RunningAsync(Now.AddMinutes(-30));
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.IncidentSessions.Add(new() { Id = Guid.CreateVersion7(), LearnerId = sitting.LearnerId, Slug = "any", Revision = "r", Seed = 1, Status = status, Why = why, CreatedAt = Now.AddMinutes(-8), EndedAt = Now.AddMinutes(-5) });
            await context.SaveChangesAsync();
        }

        await host.Services.GetRequiredService<SittingPauses>().GiveBackFailuresAsync(sitting.Id, CancellationToken.None);

        await using var after = host.Contexts.CreateDbContext();
        Assert.Equal(minutes, (await after.Set<SittingPause>().Where(row => row.SittingId == sitting.Id).ToListAsync()).Sum(row => (row.To!.Value - row.From).TotalMinutes), 3);
    }

    [Fact]
    public async Task Warming_OfATaskOnAVariant_WarmsTheVariant()
    {
        var sitting = await RunningAsync(Now, plan => plan with { Tasks = [plan.Tasks[0] with { Variants = 4 }] });
        using var seat = new Seated(host, sitting);
        var sandbox = new Warmed();
        var bench = ActivatorUtilities.CreateInstance<SittingBench>(seat.Services, new ExerciseWarming(sandbox, NullLogger<ExerciseWarming>.Instance));

        Assert.Null(await bench.WarmAsync(Slug, CancellationToken.None));
        Assert.Null(await bench.WarmAsync("deep-pages", CancellationToken.None)); // no task of theirs

        var library = host.Services.GetRequiredService<ExerciseLibrary>();
        Assert.Equal([library.Find(Slug, 1)!.Revision], sandbox.Revisions);
        Assert.NotEqual(library.Find(Slug)!.Revision, sandbox.Revisions[0]);
    }

    private sealed class Warmed : ISandbox
    {
        public List<string> Revisions { get; } = [];

        public Task<IAttempt> OpenAsync(Exercise exercise, string source, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task BuildAsync(Exercise exercise, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task WarmAsync(Exercise exercise, CancellationToken cancellationToken)
        {
            Revisions.Add(exercise.Revision);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task GivingBack_WhatIsCoveredAlready_GivesOnlyTheRest()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-30));
        var pauses = host.Services.GetRequiredService<SittingPauses>();

        foreach (var (from, to) in ((double, double)[])[(-10, -5), (-10, -5), (-12, -4), (-40, -29)])
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pauses.GiveBackAsync(sitting.Id, Now.AddMinutes(from), Now.AddMinutes(to), "Ours.", CancellationToken.None))); // at the same time as well

        await using var context = host.Contexts.CreateDbContext();
        var rows = await context.Set<SittingPause>().Where(row => row.SittingId == sitting.Id).ToListAsync();
        Assert.Equal(9, rows.Sum(row => (row.To!.Value - row.From).TotalMinutes), 3);
    }

    [Fact]
    public async Task Scoring_CountsTheBestHandIn_AndNoiseAsPassed()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-61), plan => plan with { Defend = false });
        var worse = SampleReports.OnePerPost() with { Stages = [new("Correct", StageStatus.Passed, "right", []), new("Frugal", StageStatus.Failed, "too many", [])] };
        var best = worse with { Verdict = Verdict.Inconclusive, Stages = [new("Correct", StageStatus.Passed, "right", []), new("Fast", StageStatus.Unsure, "noisy", [])] };
        await AddAsync(sitting, 1, SubmissionStatus.Graded, worse);
        var counts = await AddAsync(sitting, null, SubmissionStatus.Graded, best);
        await AddAsync(sitting, 2, SubmissionStatus.Graded, worse);

        await UntilAsync(sitting.Id, each => each.Tasks[0].Breakdown is not null);

        var task = (await ReadAsync(sitting.Id)).Tasks[0];
        Assert.Equal((counts, 10m), (task.SubmissionId, task.Points));
        Assert.Contains("counts as passed", task.Breakdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defence_AfterTheTasks_AsksTwoOrFewer_OneAtATime_AndEndsTheSitting()
    {
        var sitting = await RunningAsync(Now.AddMinutes(-61));
        await AddAsync(sitting, 1, SubmissionStatus.Graded, SampleReports.OnePerPost());
        using var seat = new Seated(host, sitting);
        var desk = seat.Get<Learning.Web.Features.Sittings.Defence.DefenceDesk>();
        for (var look = 0; look < 150 && (await desk.ReadAsync(CancellationToken.None)).Count == 0; look++)
            await Task.Delay(100);

        var questions = await desk.ReadAsync(CancellationToken.None);
        Assert.Equal(2, questions.Count);
        Assert.All(questions, question => Assert.Null(question.Question));
        Assert.False(await desk.SaveAsync(2, "early", isFinal: true, CancellationToken.None)); // not asked yet
        await desk.AskAsync(1, CancellationToken.None);
        Assert.NotNull((await desk.ReadAsync(CancellationToken.None))[0].Question);
        Assert.True(await desk.SaveAsync(1, "Because of the loop.", isFinal: true, CancellationToken.None));
        Assert.False(await desk.SaveAsync(1, "No, because", isFinal: false, CancellationToken.None));
        await desk.AskAsync(2, CancellationToken.None);
        await using (var context = host.Contexts.CreateDbContext())
            await context.DefenceQuestions.Where(row => row.SittingId == sitting.Id && row.Number == 2).ExecuteUpdateAsync(row => row.SetProperty(each => each.AskedAt, Now.AddMinutes(-6)));

        Assert.False(await desk.SaveAsync(2, "late", isFinal: false, CancellationToken.None));
        Assert.Equal(SittingStatus.HandedIn, (await UntilAsync(sitting.Id, each => each.HandedInAt is not null)).Status);
    }

    [Fact]
    public async Task Defence_AsksAboutTheHandInThatCounts()
    {
        var sitting = await RunningAsync(Now);
        var best = SampleReports.OnePerPost() with { Headline = "The one that counts.", Visible = null, Stages = [new("Correct", StageStatus.Passed, "right", [])] };
        await AddAsync(sitting, 1, SubmissionStatus.Graded, best);
        await AddAsync(sitting, 2, SubmissionStatus.Graded, best with { Headline = "The last one.", Stages = [new("Correct", StageStatus.Failed, "wrong", [])] });
        await ChangeAsync(sitting.Id, row => row.StartedAt = Now.AddMinutes(-61));

        await using var context = host.Contexts.CreateDbContext();
        List<string> questions = [];
        for (var look = 0; look < 150 && questions.Count == 0; look++, await Task.Delay(100))
            questions = await context.DefenceQuestions.Where(row => row.SittingId == sitting.Id).Select(row => row.Question).ToListAsync();

        Assert.Contains("The one that counts", Assert.Single(questions), StringComparison.Ordinal);
    }

    private static GradeReport OurVerdict() => SampleReports.OnePerPost() with { Verdict = Verdict.InfrastructureError };

    private Task<Sitting> RunningAsync(DateTimeOffset since, Func<AssessmentPlan, AssessmentPlan>? change = null)
    {
        var plan = new AssessmentPlan { Minutes = 60, Tasks = [new() { Kind = TaskKind.Exercise, Slug = Slug, Weight = 10, Minutes = 20 }] };
        return host.SittingAsync(sitting => (sitting.Status, sitting.StartedAt, sitting.AllowedSeconds) = (SittingStatus.Running, since, 3600), change?.Invoke(plan) ?? plan);
    }

    private async Task<Guid> AddAsync(Sitting sitting, int? number, SubmissionStatus status, GradeReport report)
    {
        await using var context = host.Contexts.CreateDbContext();
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = sitting.LearnerId, ExerciseSlug = Slug, Revision = "r", Kind = SubmissionKind.Submit, Number = number, Source = "class A;",
            Status = status, Verdict = report.Verdict, Report = StoredJson.Write(report), CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    private async Task<int> PausesAsync(Guid sitting)
    {
        await using var context = host.Contexts.CreateDbContext();
        return await context.Set<SittingPause>().CountAsync(row => row.SittingId == sitting);
    }

    private async Task<Sitting> ReadAsync(Guid id)
    {
        await using var context = host.Contexts.CreateDbContext();
        return await context.Sittings.AsNoTracking().Include(row => row.Tasks).SingleAsync(row => row.Id == id);
    }

    /// <summary>What looks after sittings does so every second.</summary>
    private async Task<Sitting> UntilAsync(Guid id, Func<Sitting, bool> isSo)
    {
        for (var look = 0; look < 400; look++)
        {
            var row = await ReadAsync(id);
            if (isSo(row))
                return row;
            await Task.Delay(100);
        }
        throw new TimeoutException("It did not come to it within 40 s.");
    }

    private async Task ChangeAsync(Guid id, Action<Sitting> change)
    {
        await using var context = host.Contexts.CreateDbContext();
        change(await context.Sittings.SingleAsync(row => row.Id == id));
        await context.SaveChangesAsync();
    }
}
