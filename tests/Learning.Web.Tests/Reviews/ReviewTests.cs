using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Reviews;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Reviews;

public sealed class ReviewTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static readonly ThreadPlace Whole = new(null, null);
    private readonly ReviewDesks desks = new(host);

    [Fact]
    public async Task Ask_Twice_IsOneRequest_AndStandsInTheQueue()
    {
        var (learner, mentor) = (await desks.PersonAsync("Ada, who asks twice"), await desks.PersonAsync("Grace", Roles.Mentor));
        var subject = new ReviewSubject(await desks.GradedAsync(learner), null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desks.Learner(learner).AskAsync(subject, CancellationToken.None)));

        Assert.Contains(answers, answer => answer is null);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(1, await context.Reviews.CountAsync(row => row.LearnerId == learner));
        desks.Time.Pass(TimeSpan.FromMinutes(170));
        var queue = await desks.Mentor(mentor).QueueAsync(CancellationToken.None);
        var row = Assert.Single(queue!.Rows, row => row.Learner == "Ada, who asks twice" && row.Holder is null);
        Assert.Equal(("Attempt 1, over budget", TimeSpan.FromMinutes(170)), (row.Outcome, queue.At - row.RequestedAt));
    }

    [Fact]
    public async Task Claim_ThatLapsed_IsFreeForAnother_AndTheFirstIsTold()
    {
        var review = await desks.AskedAsync();
        var (one, two) = (desks.Mentor(await desks.PersonAsync("Grace", Roles.Mentor)), desks.Mentor(await desks.PersonAsync("Barbara", Roles.Mentor)));

        Assert.Null((await one.ClaimAsync(review, CancellationToken.None)).Refusal);
        Assert.Equal(ReviewRules.Taken, (await two.ClaimAsync(review, CancellationToken.None)).Refusal);
        desks.Time.Pass(TimeSpan.FromMinutes(20));
        Assert.Null((await one.GradeAsync(review, 0, 3, CancellationToken.None)).Refusal); // activity renews it
        desks.Time.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(ReviewRules.Taken, (await two.ClaimAsync(review, CancellationToken.None)).Refusal);
        desks.Time.Pass(TimeSpan.FromMinutes(11));
        Assert.Null((await two.ClaimAsync(review, CancellationToken.None)).Refusal);

        Assert.Equal(ReviewRules.Taken, (await one.BeginThreadAsync(review, Whole, ReviewThreadKind.Bug, "mine", CancellationToken.None)).Refusal);
        var view = await one.OpenAsync(review, CancellationToken.None);
        Assert.Equal(("Barbara", false, 0, 3), (view!.Row.Holder, view.MayWrite, view.Threads.Count, view.Grades[0]));
    }

    [Fact]
    public async Task TwoMentors_AtOnce_OneWrites()
    {
        var review = await desks.AskedAsync();
        List<IReviewDesk> mentors = [];
        foreach (var name in (string[])["One", "Two", "Three", "Four"])
            mentors.Add(desks.Mentor(await desks.PersonAsync(name, Roles.Mentor)));

        var outcomes = await Task.WhenAll(mentors.Select((mentor, index) => mentor.BeginThreadAsync(review, Whole, ReviewThreadKind.Improvement, $"by {index}", CancellationToken.None)));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(1, await context.ReviewThreads.CountAsync(row => row.ReviewId == review));
    }

    [Fact]
    public async Task Decision_Undone_WithinTenSeconds_NeverReachesTheLearner()
    {
        var learner = await desks.PersonAsync("Ada");
        var submission = await desks.GradedAsync(learner);
        var review = await desks.AskAsync(learner, submission);
        var person = await desks.PersonAsync("Grace", Roles.Mentor);

        Assert.Null((await desks.Mentor(person).DecideAsync(review, ReviewState.Approved, CancellationToken.None)).Refusal);
        desks.Time.Pass(TimeSpan.FromSeconds(9));
        await desks.SettleAsync();
        var reloaded = await desks.Mentor(person).OpenAsync(review, CancellationToken.None); // another circuit
        Assert.Equal((review, ReviewState.Approved), (reloaded!.Pending!.Review, reloaded.Pending.Decision));
        Assert.Equal(ReviewState.Claimed, (await OwnAsync(learner, submission)).State);
        Assert.Null((await desks.Mentor(person).UndoAsync(review, CancellationToken.None)).Refusal);
        desks.Time.Pass(TimeSpan.FromSeconds(30));
        await desks.SettleAsync();
        Assert.Equal(0, await desks.Notifications(learner).UnreadAsync(CancellationToken.None));

        Assert.Null((await desks.Mentor(person).DecideAsync(review, ReviewState.Approved, CancellationToken.None)).Refusal);
        desks.Time.Pass(TimeSpan.FromSeconds(10));
        Assert.Contains("told", (await desks.Mentor(person).UndoAsync(review, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        await desks.SettleAsync();
        await desks.SettleAsync();
        Assert.Equal(ReviewState.Approved, (await OwnAsync(learner, submission)).State);
        Assert.Equal($"/submissions/{submission}#review", Assert.Single(await desks.Notifications(learner).ListAsync(CancellationToken.None)).Link);
    }

    [Fact]
    public async Task Decision_OfSomebodyWhoIsNoMentorAnyMore_IsNotTold_AndTheRequestWaitsAgain()
    {
        var learner = await desks.PersonAsync("Ada");
        var submission = await desks.GradedAsync(learner);
        var review = await desks.AskAsync(learner, submission);
        var person = await desks.PersonAsync("Grace", Roles.Mentor);
        Assert.Null((await desks.Mentor(person).DecideAsync(review, ReviewState.Approved, CancellationToken.None)).Refusal);

        await using (var context = host.Contexts.CreateDbContext())
            await context.People.Where(row => row.Id == person).ExecuteUpdateAsync(row => row.SetProperty(each => each.DisabledAt, desks.Time.GetUtcNow()));
        desks.Time.Pass(TimeSpan.FromSeconds(11));
        await desks.SettleAsync();

        Assert.Equal(ReviewState.Waiting, (await OwnAsync(learner, submission)).State);
        Assert.Equal(0, await desks.Notifications(learner).UnreadAsync(CancellationToken.None));
        Assert.Null((await desks.Mentor(await desks.PersonAsync("Barbara", Roles.Mentor)).ClaimAsync(review, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Takeover_OfRequestsAboutOneExercise_CountsTheirRoundsOn()
    {
        var person = await desks.PersonAsync("Ada");
        await desks.AskAsync(person, await desks.GradedAsync(person));
        var browser = await host.Visit().LearnerAsync(host);
        await desks.AskAsync(browser, await desks.GradedAsync(browser, source: "class B;"));

        await host.Services.GetRequiredService<WorkTakeover>().MoveAsync(browser, person, CancellationToken.None);

        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal([1, 2], await context.Reviews.Where(row => row.LearnerId == person).OrderBy(row => row.Round).Select(row => row.Round).ToListAsync());
    }

    [Fact]
    public async Task Changes_NeedAnOpenThread_AndTheNextAttemptIsRoundTwo()
    {
        var learner = await desks.PersonAsync("Ada");
        var first = await desks.GradedAsync(learner);
        var review = await desks.AskAsync(learner, first);
        var mentor = desks.Mentor(await desks.PersonAsync("Grace", Roles.Mentor));

        await mentor.BeginThreadAsync(review, new(2, null), ReviewThreadKind.Praise, "Well named.", CancellationToken.None);
        Assert.Contains("one open thread", (await mentor.DecideAsync(review, ReviewState.ChangesAsked, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Equal("There is no such line.", (await mentor.BeginThreadAsync(review, new(4, null), ReviewThreadKind.Bug, "x", CancellationToken.None)).Refusal);
        await mentor.BeginThreadAsync(review, new(2, null), ReviewThreadKind.Bug, "Look at [S2–S21].", CancellationToken.None);
        Assert.Null((await mentor.DecideAsync(review, ReviewState.ChangesAsked, CancellationToken.None)).Refusal);
        desks.Time.Pass(TimeSpan.FromSeconds(11));
        await desks.SettleAsync();

        var own = await OwnAsync(learner, first);
        var thread = own.Threads[1].Id;
        Assert.Null(await desks.Learner(learner).AnswerAsync(own.Id, thread, "Which loop?", CancellationToken.None));
        Assert.Null(await desks.Learner(learner).ResolveAsync(own.Id, thread, resolved: true, CancellationToken.None));
        Assert.Contains("another attempt", await desks.Learner(learner).AskAsync(new(first, null), CancellationToken.None), StringComparison.Ordinal);

        desks.Time.Pass(TimeSpan.FromMinutes(5));
        var again = await desks.AskAsync(learner, await desks.GradedAsync(learner, SampleReports.IndexPasses() with { Exercise = "feed-n-plus-one" }, number: 2, source: "class B;"));
        var view = await mentor.OpenAsync(again, CancellationToken.None);
        Assert.Equal((2, "Attempt 1", 2), (view!.Row.Round, view.Before!.Name, view.Rounds.Count));
        Assert.Equal(["Well named.", "Look at [S2–S21].", "Which loop?"], (await mentor.OpenAsync(review, CancellationToken.None))!.Threads.SelectMany(each => each.Comments).Select(comment => comment.Body));
    }

    [Fact]
    public async Task Withdraw_DuringAClaim_EndsIt_AndTheMentorIsTold()
    {
        var learner = await desks.PersonAsync("Ada");
        var submission = await desks.GradedAsync(learner);
        var review = await desks.AskAsync(learner, submission);
        var person = await desks.PersonAsync("Grace", Roles.Mentor);
        await desks.Mentor(person).ClaimAsync(review, CancellationToken.None);

        Assert.Null(await desks.Learner(learner).WithdrawAsync(review, CancellationToken.None));

        Assert.Contains("withdrawn", (await desks.Mentor(person).DecideAsync(review, ReviewState.Approved, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("withdrew", Assert.Single(await desks.Notifications(person).ListAsync(CancellationToken.None)).Text, StringComparison.Ordinal);
        Assert.NotEqual(review, await desks.AskAsync(learner, submission)); // and may ask anew
    }

    [Fact]
    public async Task RoleTaken_InTheMiddleOfWork_EndsTheNextWrite()
    {
        var review = await desks.AskedAsync();
        var person = await desks.PersonAsync("Grace", Roles.Mentor);
        var mentor = desks.Mentor(person);
        Assert.Null((await mentor.ClaimAsync(review, CancellationToken.None)).Refusal);
        await using var context = host.Contexts.CreateDbContext();
        await context.Set<PersonRole>().Where(row => row.PersonId == person).ExecuteDeleteAsync();

        foreach (var act in (Func<Task<ActOutcome>>[])[
            () => mentor.BeginThreadAsync(review, Whole, ReviewThreadKind.Bug, "x", CancellationToken.None), () => mentor.GradeAsync(review, 0, 1, CancellationToken.None), () => mentor.SummariseAsync(review, "x", CancellationToken.None),
            () => mentor.DecideAsync(review, ReviewState.Approved, CancellationToken.None), () => mentor.SaveTextAsync("x", CancellationToken.None)])
            Assert.Equal(ReviewRules.NoMentor, (await act()).Refusal);
        Assert.Equal(ReviewRules.NoMentor, (await mentor.CommentToAllAsync([review], ReviewThreadKind.Bug, "x", CancellationToken.None)).Refusal);
        Assert.Null(await mentor.OpenAsync(review, CancellationToken.None));
        Assert.Null(await mentor.QueueAsync(CancellationToken.None));
        Assert.Equal(0, await context.ReviewThreads.CountAsync(row => row.ReviewId == review));
    }

    [Fact]
    public async Task Reviews_OfOneself_OfAnotherOrganisation_AndOfStrangers_AreNotThere()
    {
        var own = await desks.PersonAsync("Grace", Roles.Mentor);
        var mine = await desks.AskAsync(own, await desks.GradedAsync(own));
        Assert.Null(await desks.Mentor(own).OpenAsync(mine, CancellationToken.None));
        Assert.Equal(ReviewRules.NotHere, (await desks.Mentor(own).DecideAsync(mine, ReviewState.Approved, CancellationToken.None)).Refusal);

        var (inside, outside, learner) = (await desks.PersonAsync("Inside"), await desks.PersonAsync("Outside"), await desks.PersonAsync("Ada"));
        await MemberAsync((inside, Roles.Mentor), (learner, Roles.Learner));
        await MemberAsync((outside, Roles.Mentor));
        var theirs = await desks.AskAsync(learner, await desks.GradedAsync(learner));
        Assert.NotNull(await desks.Mentor(inside).OpenAsync(theirs, CancellationToken.None));
        Assert.Null(await desks.Mentor(outside).OpenAsync(theirs, CancellationToken.None));
        Assert.Equal(ReviewRules.NotHere, (await desks.Mentor(outside).ClaimAsync(theirs, CancellationToken.None)).Refusal);
        Assert.DoesNotContain((await desks.Mentor(outside).QueueAsync(CancellationToken.None))!.Rows, row => row.Id == theirs);

        var stranger = await desks.PersonAsync("Eve");
        Assert.Null(await desks.Learner(stranger).FindAsync(new(await SubmissionOfAsync(theirs), null), CancellationToken.None));
        Assert.Equal(ReviewRules.NotHere, await desks.Learner(stranger).WithdrawAsync(theirs, CancellationToken.None));
        var (visitor, _) = await host.RegisterAsync("Mallory", Roles.Mentor);
        Assert.Contains("Not here, or not yours.", await visitor.ReadAsync($"/reviews/{Guid.NewGuid()}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_OfFiveMegabytes_IsRefusedWithASentence()
    {
        var review = await desks.AskedAsync();
        var mentor = desks.Mentor(await desks.PersonAsync("Grace", Roles.Mentor));

        Assert.Contains("at most 8,000 are taken", (await mentor.BeginThreadAsync(review, Whole, ReviewThreadKind.Bug, new('x', 5 * 1024 * 1024), CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("longer than 8,000", (await mentor.BeginThreadAsync(review, Whole, ReviewThreadKind.Bug, null, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("code 0", (await mentor.BeginThreadAsync(review, Whole, ReviewThreadKind.Bug, "a\0b", CancellationToken.None)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_WrittenASecondTime_IsOfferedToKeep()
    {
        var mentor = desks.Mentor(await desks.PersonAsync("Grace", Roles.Mentor));
        var (one, two) = (await desks.AskedAsync(), await desks.AskedAsync("Bea"));

        Assert.False((await mentor.BeginThreadAsync(one, Whole, ReviewThreadKind.Bug, "Ask once.", CancellationToken.None)).OfferToSave);
        Assert.True((await mentor.BeginThreadAsync(two, Whole, ReviewThreadKind.Bug, " Ask once. ", CancellationToken.None)).OfferToSave);
        await mentor.SaveTextAsync("Ask once.", CancellationToken.None);
        Assert.False((await mentor.BeginThreadAsync(two, Whole, ReviewThreadKind.Bug, "Ask once.", CancellationToken.None)).OfferToSave);
        Assert.Equal("Ask once.", Assert.Single((await mentor.OpenAsync(two, CancellationToken.None))!.Saved).Text);
    }

    [Fact]
    public async Task Alike_OneCommentGoesToAll_ButNotToWhatAnotherMentorHolds()
    {
        // A marker of its own keeps other tests' reviews out of the group.
        var report = SampleReports.OnePerPost($"SELECT u.c{Guid.NewGuid():N} FROM users AS u WHERE u.id = $1");
        List<Guid> reviews = [];
        for (var each = 0; each < 3; each++)
        {
            var learner = await desks.PersonAsync($"Learner {each}");
            reviews.Add(await desks.AskAsync(learner, await desks.GradedAsync(learner, report, source: $"class A{each};")));
        }
        var other = await desks.PersonAsync("Other");
        await desks.AskAsync(other, await desks.GradedAsync(other, SampleReports.IndexPasses()));
        var (mine, theirs) = (desks.Mentor(await desks.PersonAsync("Grace", Roles.Mentor)), desks.Mentor(await desks.PersonAsync("Barbara", Roles.Mentor)));
        await theirs.ClaimAsync(reviews[2], CancellationToken.None);

        var group = await mine.AlikeAsync(reviews[1], CancellationToken.None);
        Assert.Equal(reviews, group!.Rows.Select(row => row.Id));
        Assert.Contains("again and again", group.Says, StringComparison.Ordinal);
        Assert.Equal(new(null, Sent: 2, Left: 1), await mine.CommentToAllAsync(reviews, ReviewThreadKind.Improvement, "Ask for all authors at once.", CancellationToken.None));
        Assert.Contains("Nobody got it", (await mine.CommentToAllAsync(reviews[2..], ReviewThreadKind.Improvement, "Ask for all authors at once.", CancellationToken.None)).Refusal, StringComparison.Ordinal);

        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(reviews[..2], await context.ReviewThreads.Where(row => reviews.Contains(row.ReviewId)).OrderBy(row => row.ReviewId).Select(row => row.ReviewId).ToListAsync());
    }

    [Fact]
    public async Task Cohort_JoinedByItsLink_ShowsItsLearners_AndGivesTheMentorTheirReviews()
    {
        var (person, learner) = (await desks.PersonAsync("Org mentor"), await desks.PersonAsync("Ada"));
        await MemberAsync((person, Roles.Mentor));
        var review = await desks.AskAsync(learner, await desks.GradedAsync(learner));
        Assert.Null(await desks.Mentor(person).OpenAsync(review, CancellationToken.None));
        var cohorts = desks.Cohorts(person);
        var (id, _) = await cohorts.BeginAsync("Spring", CancellationToken.None);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Null(await cohorts.InviteAsync(id!.Value, (await context.People.SingleAsync(each => each.Id == learner)).Email!, CancellationToken.None));
        Assert.Null(await cohorts.InviteAsync(id.Value, "nobody@lab.example", CancellationToken.None));
        var link = Assert.Single(await desks.Notifications(learner).ListAsync(CancellationToken.None)).Link;

        await desks.Cohorts(learner).JoinAsync(link.Split('/')[^1], CancellationToken.None);

        var row = Assert.Single((await cohorts.OpenAsync(id.Value, CancellationToken.None))!.Learners);
        Assert.Equal(("Ada", review), (row.Name, Assert.Single(row.Cells).Review));
        Assert.NotNull(await desks.Mentor(person).OpenAsync(review, CancellationToken.None));
        Assert.Null(await desks.Cohorts(await desks.PersonAsync("Eve", Roles.Mentor)).OpenAsync(id.Value, CancellationToken.None));
    }

    private async Task<OwnReview> OwnAsync(Guid learner, Guid submission) => (await desks.Learner(learner).FindAsync(new(submission, null), CancellationToken.None))!.Review!;

    private async Task<Guid?> SubmissionOfAsync(Guid review)
    {
        await using var context = host.Contexts.CreateDbContext();
        return await context.Reviews.Where(row => row.Id == review).Select(row => row.SubmissionId).SingleAsync();
    }

    private async Task MemberAsync(params (Guid Person, string Role)[] members)
    {
        await using var context = host.Contexts.CreateDbContext();
        var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = $"{Guid.NewGuid():N}", CreatedAt = DateTimeOffset.UnixEpoch };
        context.Organisations.Add(organisation);
        context.Memberships.AddRange(members.Select(each => new Membership { OrganisationId = organisation.Id, PersonId = each.Person, Role = each.Role, Since = DateTimeOffset.UnixEpoch }));
        await context.SaveChangesAsync();
    }
}
