using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Submissions;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Reviews;

/// <summary>An exercise is taken out of the folder; what people did with it stays theirs, and can still be read and reviewed.</summary>
public sealed class GoneTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Gone = "no-longer-here";

    [Fact]
    public async Task Pages_OfOldWork_ShowItWithoutItsExercise()
    {
        var (visitor, person) = await host.RegisterAsync();
        var (first, second) = (await OldAsync(person.Id, 1), await OldAsync(person.Id, 2));

        Assert.Contains(Gone, await visitor.ReadAsync("/submissions"));
        foreach (var page in new[] { $"/submissions/{first}", $"/submissions/{second}/compare/{first}" })
        {
            var text = await visitor.ReadAsync(page);
            Assert.DoesNotContain("this page stopped working", text);
            Assert.DoesNotContain("Not here, or not yours.", text);
            Assert.Contains(Gone, text);
        }
        Assert.Equal(System.Net.HttpStatusCode.OK, (await visitor.GetAsync($"/submissions/{first}/report.json")).StatusCode);
        Assert.DoesNotContain("this page stopped working", await visitor.ReadAsync("/"));
        Assert.DoesNotContain("this page stopped working", await visitor.ReadAsync("/profile"));
    }

    [Fact]
    public async Task Review_OfOldWork_CanBeReadWrittenAndDecided()
    {
        var desks = new ReviewDesks(host);
        var (visitor, person) = await host.RegisterAsync();
        var review = await desks.AskAsync(person.Id, await OldAsync(person.Id, 1));
        var (mentorsBrowser, mentor) = await host.RegisterAsync("Grace", Roles.Mentor);

        var view = await desks.Mentor(mentor.Id).OpenAsync(review, CancellationToken.None);
        Assert.Null(view!.Exercise);
        Assert.NotNull(view.Attempt);
        var page = await mentorsBrowser.ReadAsync($"/reviews/{review}");
        Assert.DoesNotContain("this page stopped working", page);
        Assert.Contains("class A", page);
        Assert.DoesNotContain("this page stopped working", await mentorsBrowser.ReadAsync("/reviews"));
        Assert.Null((await desks.Mentor(mentor.Id).BeginThreadAsync(review, new(1, null), ReviewThreadKind.Bug, "Here.", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Mentor(mentor.Id).DecideAsync(review, ReviewState.Approved, CancellationToken.None)).Refusal);
        Assert.DoesNotContain("this page stopped working", await visitor.ReadAsync("/notifications"));
    }

    [Fact]
    public async Task HandIn_AndDraft_OfAGoneExercise_AreRefusedWithASentenceAndKept()
    {
        var (_, person) = await host.RegisterAsync();
        var submissions = ActivatorUtilities.CreateInstance<SubmissionDesk>(host.Services, ReviewDesks.Current(person.Id));

        var answer = await submissions.HandInAsync(Gone, "class A;", SubmissionKind.Submit, CancellationToken.None);

        Assert.Equal((null, "This exercise is not here any more. Your draft is kept."), (answer.Id, answer.Refusal));
        Assert.Null(host.Services.GetRequiredService<ExerciseLibrary>().Find(Gone));
    }

    [Fact]
    public async Task HandIn_SentTwiceAtOnce_IsTakenOnce()
    {
        var (_, person) = await host.RegisterAsync();
        SubmissionDesk Tab() => ActivatorUtilities.CreateInstance<SubmissionDesk>(host.Services, ReviewDesks.Current(person.Id), new SubmissionQueue());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Tab().HandInAsync("transactions-by-category", "SELECT 1", SubmissionKind.Submit, CancellationToken.None)));

        Assert.Single(answers, answer => answer.Id is not null);
        Assert.All(answers.Where(answer => answer.Id is null), answer => Assert.Contains("still being run", answer.Refusal));
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(1, await context.Submissions.CountAsync(row => row.LearnerId == person.Id));
    }

    private async Task<Guid> OldAsync(Guid learner, int number)
    {
        var desks = new ReviewDesks(host);
        return await desks.GradedAsync(learner, SampleReports.OnePerPost() with { Exercise = Gone }, number);
    }
}
