using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Comparisons;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Learning.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Hosting;

public sealed class ComparisonTests(LabHost host) : IClassFixture<LabHost>
{
    [Fact]
    public async Task Comparison_WithoutAnother_IsAgainstTheHandInBefore()
    {
        var learner = await LearnerAsync();
        var first = await RowAsync(learner, 1, minute: 1);
        await RowAsync(learner, null, minute: 2, kind: SubmissionKind.Try);
        var second = await RowAsync(learner, 2, minute: 3);

        var found = await DeskOf(learner).CompareAsync(second, null, CancellationToken.None);

        Assert.Equal((first, second, 3), (found!.Before!.Id, found.After.Id, found.Attempts.Count));
        Assert.Equal(21, found.Before.Report!.Visible!.Trace.Count);
    }

    [Fact]
    public async Task Comparison_NamedTheOtherWayRound_StillPutsTheOlderOneFirst()
    {
        var learner = await LearnerAsync();
        var (first, second) = (await RowAsync(learner, 1, minute: 1), await RowAsync(learner, 2, minute: 2));

        var found = await DeskOf(learner).CompareAsync(first, second, CancellationToken.None);

        Assert.Equal((first, second), (found!.Before!.Id, found.After.Id));
    }

    [Fact]
    public async Task Comparison_WithSomebodyElses_IsTheSameAsNone()
    {
        var (mine, theirs) = (await LearnerAsync(), await LearnerAsync());
        var (own, foreign) = (await RowAsync(mine, 1, minute: 1), await RowAsync(theirs, 1, minute: 2));

        Assert.Null(await DeskOf(mine).CompareAsync(own, foreign, CancellationToken.None));
        Assert.Null(await DeskOf(mine).CompareAsync(foreign, own, CancellationToken.None));
        Assert.Null(await DeskOf(mine).CompareAsync(foreign, null, CancellationToken.None));
        Assert.Null((await DeskOf(mine).CompareAsync(own, null, CancellationToken.None))!.Before);
    }

    [Fact]
    public async Task Comparison_AcrossExercisesOrWithOneStillRunning_IsNone()
    {
        var learner = await LearnerAsync();
        var feed = await RowAsync(learner, 1, minute: 1);
        var other = await RowAsync(learner, 1, minute: 2, slug: "transactions-by-category");
        var running = await RowAsync(learner, 2, minute: 3, status: SubmissionStatus.Running);

        Assert.Null(await DeskOf(learner).CompareAsync(feed, other, CancellationToken.None));
        Assert.Null(await DeskOf(learner).CompareAsync(feed, running, CancellationToken.None));
    }

    [Fact]
    public async Task ComparePage_OfNobody_SaysNotHere()
    {
        var html = await host.CreateClient().GetStringAsync($"/submissions/{Guid.NewGuid()}/compare/{Guid.NewGuid()}");

        Assert.Contains("Not here, or not yours.", html, StringComparison.Ordinal);
    }

    private IDbContextFactory<LabContext> Contexts => host.Services.GetRequiredService<IDbContextFactory<LabContext>>();

    private ComparisonDesk DeskOf(Guid learner)
    {
        var current = new CurrentLearner(new SignedIn(learner));
        var submissions = ActivatorUtilities.CreateInstance<SubmissionDesk>(host.Services, current);
        var handover = ActivatorUtilities.CreateInstance<PageHandover>(host.Services, current);
        var drafts = ActivatorUtilities.CreateInstance<DraftDesk>(host.Services, current);
        return new(ActivatorUtilities.CreateInstance<ExerciseDesk>(host.Services, submissions, drafts, current, handover), submissions, handover);
    }

    private async Task<Guid> LearnerAsync()
    {
        await using var context = Contexts.CreateDbContext();
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow() };
        context.Learners.Add(learner);
        await context.SaveChangesAsync();
        return learner.Id;
    }

    private async Task<Guid> RowAsync(Guid learner, int? number, int minute, SubmissionKind kind = SubmissionKind.Submit, SubmissionStatus status = SubmissionStatus.Graded, string slug = "feed-n-plus-one")
    {
        var report = SampleReports.OnePerPost();
        await using var context = Contexts.CreateDbContext();
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = slug, Revision = "r", Kind = kind, Number = number, Source = $"class A{number};", Status = status,
            CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(minute), Verdict = status == SubmissionStatus.Graded ? report.Verdict : null,
            Report = status == SubmissionStatus.Graded ? StoredJson.Write(report) : null,
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }
}
