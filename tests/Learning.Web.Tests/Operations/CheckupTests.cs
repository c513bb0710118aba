using System.Security.Claims;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Reports;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Incidents.Players;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Operations;
using Learning.Web.Features.Operations.Content;
using Learning.Web.Features.Submissions;
using Learning.Web.Tests.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Web.Tests.Operations;

/// <summary>An exercise proves itself inside of the site, with the real engine, and behind every learner.</summary>
public sealed class CheckupTests(AccountHost host) : IClassFixture<AccountHost>, IAsyncLifetime
{
    private static readonly TimeSpan Grading = TimeSpan.FromMinutes(3);

    /// <summary>The site's own runner looks every minute, knows none of these exercises, and says so.</summary>
    public Task InitializeAsync() => host.Services.GetRequiredService<CheckupRunner>().StopAsync(CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Checkup_OfAnswersDeclaredRightAndWrong_WaitsForLearners_AndKeepsWhatEachGot()
    {
        var whole = host.Services.GetRequiredService<ExerciseLibrary>().Find("transactions-by-category")!;
        var exercise = whole with { Slug = "proved", Attempts = [], StarterVerdict = Verdict.WrongAnswer };
        var learner = (await host.RegisterAsync()).Person.Id;
        var handIn = await host.SubmissionAsync(learner, status: SubmissionStatus.Queued);
        var ledger = host.Services.GetRequiredService<CheckupLedger>();
        Assert.True(await ledger.AskAsync(exercise, null, learner, CancellationToken.None));
        Assert.False(await ledger.AskAsync(exercise, null, learner, CancellationToken.None)); // it waits already
        using var runner = Runner(new([exercise], []));

        await runner.StartAsync(CancellationToken.None);
        var waits = await UntilAsync(row => row.Status == CheckupStatus.Running);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Null((await UntilAsync(row => row.Id == waits.Id)).Answers);
        await using (var context = host.Contexts.CreateDbContext())
            await context.Submissions.Where(row => row.Id == handIn).ExecuteUpdateAsync(row => row.SetProperty(each => each.Status, SubmissionStatus.Graded));
        var ended = await UntilAsync(row => row.Id == waits.Id && row.EndedAt is not null);
        await runner.StopAsync(CancellationToken.None);

        var answers = StoredJson.Read<IReadOnlyList<ProvedAnswer>>(ended.Answers)!;
        Assert.Equal(CheckupStatus.Bad, ended.Status);
        Assert.Equal([("reference", true, Verdict.Passed), ("starter", false, whole.StarterVerdict)], answers.Select(answer => (answer.Name, answer.Landed, answer.Got)));
        Assert.NotEmpty(answers[1].Says!);
    }

    [Fact, Trait("Category", "Long")]
    public async Task Checkup_OfAVariant_IsAskedForOnce_WaitsForSittings_AndGradesOneAnswerOfEachOutcome()
    {
        var library = host.Services.GetRequiredService<ExerciseLibrary>();
        var variant = library.Find("transactions-by-category", 3)!;
        await using (var context = host.Contexts.CreateDbContext())
        {
            await CheckupLedger.AddMissingAsync(context, library.Find(variant.Slug)!, 3, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            await context.SaveChangesAsync();
            await CheckupLedger.AddMissingAsync(context, library.Find(variant.Slug)!, 3, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            await context.SaveChangesAsync();
            Assert.Equal(1, await context.Checkups.CountAsync(row => row.Variant == 3));
        }
        var sitting = await host.SittingAsync();
        await SetAsync(sitting.Id, SittingStatus.Running);
        using var runner = Runner(library);

        await runner.StartAsync(CancellationToken.None);
        await UntilAsync(row => row is { Variant: 3, Status: CheckupStatus.Running });
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Null((await UntilAsync(row => row.Variant == 3)).Answers);
        await SetAsync(sitting.Id, SittingStatus.HandedIn);
        var ended = await UntilAsync(row => row is { Variant: 3, EndedAt: not null });
        await runner.StopAsync(CancellationToken.None);

        var answers = StoredJson.Read<IReadOnlyList<ProvedAnswer>>(ended.Answers)!;
        Assert.True(ended.Status == CheckupStatus.Good, string.Join("; ", answers.Where(answer => !answer.Landed).Select(answer => $"{answer.Name}: {answer.Got} {answer.Says}")));
        await using (var context = host.Contexts.CreateDbContext())
        {
            var written = library.Find(variant.Slug)!;
            Assert.Equal(1, (await TaskProofs.ReadAsync(context, [(written.Slug, written.Revision)], CancellationToken.None))[(written.Slug, written.Revision)].Equal);
        }
        Assert.Equal(variant.Representatives().Select(answer => answer.Name), answers.Select(answer => answer.Name));
        Assert.Equal(variant.Declared().Select(answer => (answer.Verdict, answer.FailedStage)).ToHashSet(), answers.Select(answer => (answer.Declared, answer.DeclaredStage)).ToHashSet());
    }

    [Fact]
    public async Task Checkup_BehindASitting_SaysWhatItWaitsFor_LetsExercisesGoFirst_AndCanBeStoppedThere()
    {
        var incident = host.Services.GetRequiredService<IncidentLibrary>().Find("the-leak-that-looked-like-load")! with { Slug = "held" };
        var quick = host.Services.GetRequiredService<ExerciseLibrary>().Find("transactions-by-category")! with { Slug = "goes-first", Attempts = [] };
        var ledger = host.Services.GetRequiredService<CheckupLedger>();
        var sitting = await host.SittingAsync();
        await SetAsync(sitting.Id, SittingStatus.Running);
        await ledger.AskAsync(incident, Guid.NewGuid(), CancellationToken.None);
        using var runner = Runner(new([quick], []), new([incident], []));

        await runner.StartAsync(CancellationToken.None);
        await HeldUntilAsync("an assessment that somebody is sitting");
        await ledger.AskAsync(quick, null, null, CancellationToken.None);
        var first = await UntilAsync(row => row is { Slug: "goes-first", EndedAt: not null });
        Assert.True(first.Status == CheckupStatus.Good, $"{first.Why} {first.Answers}");
        Assert.Equal("an assessment that somebody is sitting", runner.HeldBy("held", false));
        runner.Stop(await ledger.StopAsync("held", variants: false, CancellationToken.None));
        await HeldUntilAsync(null);
        await runner.StopAsync(CancellationToken.None);
        await SetAsync(sitting.Id, SittingStatus.HandedIn);

        async Task HeldUntilAsync(string? by)
        {
            for (var turn = 0; runner.HeldBy("held", false) != by && turn < 500; turn++)
                await Task.Delay(20);
            Assert.Equal(by, runner.HeldBy("held", false));
        }
    }

    [Fact]
    public async Task Checkup_OfARevisionThatIsGone_EndsWithASentence()
    {
        var exercise = host.Services.GetRequiredService<ExerciseLibrary>().Find("transactions-by-category")! with { Slug = "gone" };
        var ledger = host.Services.GetRequiredService<CheckupLedger>();
        await ledger.AskAsync(exercise, null, null, CancellationToken.None);
        using var runner = Runner(new([], []));

        await runner.StartAsync(CancellationToken.None);
        var ended = await UntilAsync(row => row is { Slug: "gone", EndedAt: not null });
        await runner.StopAsync(CancellationToken.None);

        Assert.Equal(CheckupStatus.Failed, ended.Status);
        Assert.Contains("not here any more", ended.Why);
    }

    [Fact]
    public async Task Checkup_ThatIsStopped_EndsInTheMiddle_KeepsWhatItFound_AndTheNextOneRuns()
    {
        var whole = host.Services.GetRequiredService<ExerciseLibrary>().Find("transactions-by-category")!;
        var (lengthy, next) = (whole with { Slug = "stopped" }, whole with { Slug = "after-it", Attempts = [] });
        var ledger = host.Services.GetRequiredService<CheckupLedger>();
        await ledger.AskAsync(lengthy, null, null, CancellationToken.None);
        await ledger.AskAsync(next, null, null, CancellationToken.None);
        using var runner = Runner(new([lengthy, next], []));

        await runner.StartAsync(CancellationToken.None);
        await UntilAsync(row => row is { Slug: "stopped", Answers: not null });
        runner.Stop(await ledger.StopAsync("stopped", variants: false, CancellationToken.None));
        var after = await UntilAsync(row => row is { Slug: "after-it", EndedAt: not null });
        await runner.StopAsync(CancellationToken.None);

        var stopped = await UntilAsync(row => row.Slug == "stopped");
        Assert.Equal(CheckupStatus.Stopped, stopped.Status);
        Assert.True(after.Status == CheckupStatus.Good, $"{after.Why} {after.Answers}");
        Assert.InRange(StoredJson.Read<IReadOnlyList<ProvedAnswer>>(stopped.Answers)!.Count, 1, lengthy.Declared().Count() - 1);
        Assert.Empty(await ledger.StopAsync("stopped", variants: false, CancellationToken.None));
        await ledger.EndAsync(stopped.Id, good: true, CancellationToken.None);
        Assert.Equal(CheckupStatus.Stopped, (await UntilAsync(row => row.Slug == "stopped")).Status);
    }

    /// <summary>Two players of a small incident, one of which is declared to reach what it cannot.</summary>
    [Fact, Trait("Category", "Long")]
    public async Task Checkup_OfAnIncident_PlaysItsPlayers_AndSaysWhichDiffers()
    {
        var whole = host.Services.GetRequiredService<IncidentLibrary>().Find("the-leak-that-looked-like-load")!;
        var worst = whole.Players.MinBy(player => player.Expect.FixTo)!;
        var incident = whole with { Slug = "proved-incident", Players = [worst, worst with { Name = "dreamer", Expect = worst.Expect with { FixFrom = 40, FixTo = 40 } }] };
        var ledger = host.Services.GetRequiredService<CheckupLedger>();
        Assert.True(await ledger.AskAsync(incident, Guid.NewGuid(), CancellationToken.None));
        using var runner = Runner(new([], []), new([incident], []));

        await runner.StartAsync(CancellationToken.None);
        var ended = await UntilAsync(row => row is { Slug: "proved-incident", EndedAt: not null }, TimeSpan.FromMinutes(15));
        await runner.StopAsync(CancellationToken.None);

        var plays = StoredJson.Read<IReadOnlyList<ProvedPlay>>(ended.Answers) ?? [];
        Assert.True(ended.Status == CheckupStatus.Bad, ended.Why);
        Assert.Equal([(worst.Name, true), ("dreamer", false)], plays.Select(play => (play.Name, play.Landed)));
        Assert.NotEmpty(plays[1].Says!);
        Assert.Contains("Fix 40", plays[1].Declared);
    }

    [Fact]
    public async Task Check_BySomebodyWhoIsNoAdministratorAnyMore_IsRefusedAndAsksForNothing()
    {
        var (_, person) = await host.RegisterAsync("Grace");
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.Id.ToString()), new(ClaimTypes.Role, Roles.Administrator)], "test"));
        var administrators = new Administrators(new CurrentLearner(new Known(user)), host.Services.GetRequiredService<Standings>());
        await using var scope = host.Services.CreateAsyncScope();
        var desk = ActivatorUtilities.CreateInstance<ContentDesk>(scope.ServiceProvider, administrators);

        Assert.Equal(Administrators.Refusal, await desk.CheckAsync("transactions-by-category", CancellationToken.None));

        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.Checkups.AnyAsync(row => row.AskedBy == person.Id));
    }

    [Fact]
    public async Task Proving_ThatIsStopped_CanBeAskedForAgain()
    {
        var exercise = host.Services.GetRequiredService<ExerciseLibrary>().Find("deep-pages")!;
        var ledger = host.Services.GetRequiredService<CheckupLedger>();
        await using var scope = host.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ContentDesk>();
        await ledger.AskAsync(exercise, 5, null, CancellationToken.None);

        Assert.True(await BusyAsync());
        Assert.Single(await ledger.StopAsync("deep-pages", variants: true, CancellationToken.None));
        Assert.False(await BusyAsync());
        Assert.True(await ledger.AskAsync(exercise, 5, null, CancellationToken.None));
        await ledger.StopAsync("deep-pages", variants: true, CancellationToken.None);

        async Task<bool> BusyAsync() => (await desk.LoadAsync(CancellationToken.None)).Exercises.Single(row => row.Slug == "deep-pages").Variants!.Busy;
    }

    private async Task SetAsync(Guid id, SittingStatus status)
    {
        await using var context = host.Contexts.CreateDbContext();
        await context.Sittings.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(each => each.Status, status));
    }

    private CheckupRunner Runner(ExerciseLibrary exercises, IncidentLibrary? incidents = null) => new(
        host.Services.GetRequiredService<CheckupLedger>(), host.Services.GetRequiredService<Grader>(), exercises, incidents ?? new([], []), host.Services.GetRequiredService<IncidentLabs>(),
        TimeProvider.System, NullLogger<CheckupRunner>.Instance);

    private async Task<Checkup> UntilAsync(Func<Checkup, bool> reached, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Grading);
        while (true)
        {
            await using var context = host.Contexts.CreateDbContext();
            if ((await context.Checkups.AsNoTracking().OrderByDescending(row => row.AskedAt).ToListAsync(limit.Token)).Find(row => reached(row)) is { } found)
                return found;
            await Task.Delay(200, limit.Token);
        }
    }

    private sealed class Known(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
