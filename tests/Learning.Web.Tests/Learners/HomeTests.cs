using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Tests.Accounts;

namespace Learning.Web.Tests.Learners;

public sealed class HomeTests(AccountHost host) : IClassFixture<AccountHost>
{
    private readonly LearnerDesks desks = new(host);

    [Fact]
    public async Task Home_FirstVisit_BeginsWithTheFirstLesson_AndNothingIsEmptyWithoutAWord()
    {
        var view = await desks.Home(await desks.AnonymousAsync()).OpenAsync(CancellationToken.None);

        Assert.True(view.IsFirstVisit);
        Assert.Equal(("Latency and percentiles", "Read the lesson"), (view.Next!.Title, view.Next.Verb));
        Assert.Empty(view.Since);
        Assert.All(view.Skills, skill => Assert.Empty(skill.Proofs));
        Assert.Contains("Nothing yet. A passed exercise shows here what it is about", await host.Visit().ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_LastAttemptOverBudget_SaysItsFiguresAndLeadsToTheEvidence()
    {
        var ada = await desks.PersonAsync("Ada");
        await desks.HandInAsync(ada, "deep-pages", Verdict.OverBudget);
        var last = await desks.HandInAsync(ada, "feed-n-plus-one", Verdict.OverBudget);

        var next = (await desks.Home(ada).OpenAsync(CancellationToken.None)).Next!;

        Assert.Equal(("Feed, one author at a time", "/exercises/feed-n-plus-one", "Continue the exercise"), (next.Title, next.Href, next.Verb));
        Assert.Contains("**501** for 500 posts", next.Why, StringComparison.Ordinal);
        Assert.Equal(("S2–S21", $"/submissions/{last}#S2–S21"), next.Evidence);
        Assert.Equal(21, next.Report!.Visible!.Trace.Statements.Count);
        Assert.StartsWith("Queries from code, exercise 2 of", next.Meta, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_ReviewAsksForChanges_ComesBeforeNewerWork_UntilTheNextRound()
    {
        var ada = await desks.PersonAsync("Ada");
        var reviewed = await desks.HandInAsync(ada, "feed-n-plus-one", Verdict.Passed);
        await using var context = host.Contexts.CreateDbContext();
        var review = new Review { Id = Guid.CreateVersion7(), LearnerId = ada, SubmissionId = reviewed, Slug = "feed-n-plus-one", Round = 1, RequestedAt = desks.Time.GetUtcNow(), State = ReviewState.ChangesAsked, DecidedAt = desks.Time.GetUtcNow() };
        context.Reviews.Add(review);
        context.ReviewThreads.Add(new() { Id = Guid.CreateVersion7(), ReviewId = review.Id, Kind = ReviewThreadKind.Improvement, CreatedAt = desks.Time.GetUtcNow() });
        await context.SaveChangesAsync();
        await desks.HandInAsync(ada, "deep-pages", Verdict.OverBudget);

        var first = (await desks.Home(ada).OpenAsync(CancellationToken.None)).Next!;
        context.Reviews.Add(new() { Id = Guid.CreateVersion7(), LearnerId = ada, SubmissionId = reviewed, Slug = "feed-n-plus-one", Round = 2, RequestedAt = desks.Time.GetUtcNow(), State = ReviewState.Waiting });
        await context.SaveChangesAsync();
        var then = (await desks.Home(ada).OpenAsync(CancellationToken.None)).Next!;

        Assert.Equal(("A mentor asks for changes: Feed, one author at a time", $"/submissions/{reviewed}#review"), (first.Title, first.Href));
        Assert.Contains("1 thread is open", first.Why, StringComparison.Ordinal);
        Assert.Equal("/exercises/deep-pages", then.Href);
    }

    [Fact]
    public async Task Home_PostmortemBegunAfterTheExercise_IsNext()
    {
        var ada = await desks.PersonAsync("Ada");
        await desks.HandInAsync(ada, "deep-pages", Verdict.OverBudget);
        var lab = await host.LabAsync(ada, "It was handed in.");
        await using var context = host.Contexts.CreateDbContext();
        context.Add(new Postmortem { SessionId = lab, Sections = "{}", UpdatedAt = desks.Time.GetUtcNow().AddMinutes(1) });
        await context.SaveChangesAsync();

        var next = (await desks.Home(ada).OpenAsync(CancellationToken.None)).Next!;

        Assert.StartsWith("Finish the postmortem", next.Title, StringComparison.Ordinal);
        Assert.EndsWith($"/labs/{lab}/postmortem", next.Href, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_OurFault_StandsFirst_UntilHandedInAgain_AndOthersNewsAreNotTheirs()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        await using var context = host.Contexts.CreateDbContext();
        context.Notifications.Add(new() { Id = Guid.CreateVersion7(), LearnerId = ada, Text = "Grace answered you", Link = "/exercises/deep-pages?discussion=1", CreatedAt = desks.Time.GetUtcNow() });
        context.Notifications.Add(new() { Id = Guid.CreateVersion7(), LearnerId = ada, Text = "Approved", Link = "/submissions/1#review", CreatedAt = desks.Time.GetUtcNow().AddMinutes(-9) });
        await context.SaveChangesAsync();
        await desks.HandInAsync(ada, "deep-pages", Verdict.InfrastructureError, SubmissionStatus.Failed);

        var before = await desks.Home(ada).OpenAsync(CancellationToken.None);
        await desks.HandInAsync(ada, "deep-pages", Verdict.OverBudget);
        var after = await desks.Home(ada).OpenAsync(CancellationToken.None);
        var hers = await desks.Home(eve).OpenAsync(CancellationToken.None);

        Assert.Equal(["The page behind thirty thousand rows was not graded", "Approved", "Grace answered you"], before.Since.Select(news => news.Title));
        Assert.Contains("our fault", before.Next!.Why, StringComparison.Ordinal);
        Assert.Equal(["Approved", "Grace answered you"], after.Since.Select(news => news.Title));
        Assert.Empty(hers.Since);
        Assert.Empty(hers.Lately);
    }

    [Fact]
    public async Task Skills_PassedExercise_IsShownWithFiguresAndLink_AndAnOpenOneIsNotAPoint()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        var passed = await desks.HandInAsync(ada, "transactions-by-category", Verdict.Passed);
        await desks.HandInAsync(ada, "transactions-by-category", Verdict.OverBudget);
        await desks.HandInAsync(ada, "feed-n-plus-one", Verdict.OverBudget);

        var skills = (await desks.Profile(ada).OpenAsync(CancellationToken.None)).Skills;

        var columns = Assert.Single(skills, skill => skill.Title == "Orders the columns of a composite index");
        Assert.Equal($"/submissions/{passed}", Assert.Single(columns.Proofs).Href);
        Assert.Contains("Buffers 45, limit 185", columns.Proofs[0].Figures);
        var statements = Assert.Single(skills, skill => skill.Title == "Keeps statements constant as data grows");
        Assert.Equal((0, 1), (statements.Proofs.Count, statements.Open.Count));
        Assert.All((await desks.Profile(eve).OpenAsync(CancellationToken.None)).Skills, skill => Assert.Empty(skill.Proofs));
    }

    [Fact]
    public async Task Track_Filtered_HasTheFilterInItsAddress_AndAssumesLinks()
    {
        var page = await host.Visit().ReadAsync("/learn/queries-from-code?level=mid");
        var none = await host.Visit().ReadAsync("/learn/queries-from-code?level=nonsense");

        Assert.Contains("Settlements with two lists", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/exercises/statement-import\"", page, StringComparison.Ordinal);
        Assert.Contains("assumes", page, StringComparison.Ordinal);
        Assert.Contains("Nothing in this track is for this choice", none, StringComparison.Ordinal);
        Assert.All(await desks.Learning(await desks.AnonymousAsync()).TracksAsync(CancellationToken.None), track => Assert.True(track.IsWhole));
    }
}
