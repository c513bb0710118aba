using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Submissions;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;

namespace Learning.Web.Tests.Reviews;

/// <summary>A postmortem's way to a mentor and back.</summary>
public sealed class PostmortemReviewTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Slug = "the-rollback-that-did-not-help";
    private readonly ReviewDesks desks = new(host);

    [Fact]
    public async Task Postmortem_HandedIn_IsAskedReadWithItsReplayAnsweredAndSentBack()
    {
        var (visitor, learner) = await host.RegisterAsync();
        var (mentorsBrowser, mentor) = await host.RegisterAsync("Grace", Roles.Mentor);
        var session = await SessionAsync(learner.Id, handedIn: true);
        var subject = new ReviewSubject(null, session);
        Assert.Null(await desks.Learner(learner.Id).AskAsync(subject, CancellationToken.None));
        var review = (await desks.Learner(learner.Id).FindAsync(subject, CancellationToken.None))!.Review!.Id;

        var view = (await desks.Mentor(mentor.Id).OpenAsync(review, CancellationToken.None))!;
        Assert.Equal("Customers waited.", view.Postmortem!.Sections["summary"]);
        Assert.Equal(Rubric.OfPostmortems, view.Rubric);
        Assert.True((await desks.Mentor(mentor.Id).QueueAsync(CancellationToken.None))!.Rows.Single(row => row.Id == review).IsPostmortem);
        var page = await mentorsBrowser.ReadAsync($"/reviews/{review}");
        Assert.Contains("Customers waited.", page);
        Assert.DoesNotContain("this page stopped working", page);

        Assert.NotNull((await desks.Mentor(mentor.Id).BeginThreadAsync(review, new(null, "no-such-section"), ReviewThreadKind.Bug, "Where?", CancellationToken.None)).Refusal);
        Assert.NotNull((await desks.Mentor(mentor.Id).BeginThreadAsync(review, new(3, null), ReviewThreadKind.Bug, "There are no lines.", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Mentor(mentor.Id).BeginThreadAsync(review, new(null, "summary"), ReviewThreadKind.Improvement, "How many, and for how long? <script>alert(1)</script>", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Mentor(mentor.Id).GradeAsync(review, 0, 2, CancellationToken.None)).Refusal);
        Assert.Null((await desks.Mentor(mentor.Id).DecideAsync(review, ReviewState.ChangesAsked, CancellationToken.None)).Refusal);
        desks.Time.Pass(ReviewRules.UndoTime + TimeSpan.FromSeconds(1));
        await desks.SettleAsync();

        var own = (await desks.Learner(learner.Id).FindAsync(subject, CancellationToken.None))!;
        Assert.Equal(ReviewState.ChangesAsked, own.Review!.State);
        Assert.Equal("summary", Assert.Single(own.Review.Threads).Section);
        var told = Assert.Single(await desks.Notifications(learner.Id).ListAsync(CancellationToken.None), row => row.Text.StartsWith("Your mentor asks", StringComparison.Ordinal));
        Assert.Equal($"/incidents/{Slug}/labs/{session}/postmortem#review", told.Link);
        var answer = await visitor.ReadAsync($"/incidents/{Slug}/labs/{session}/postmortem");
        Assert.Contains("How many, and for how long?", answer);
        Assert.DoesNotContain("<script>alert(1)", await (await visitor.GetAsync($"/incidents/{Slug}/labs/{session}/postmortem")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Postmortem_StillBeingWritten_OrSomebodyElses_CannotBeAskedFor()
    {
        var (learner, other) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        var (open, handedIn) = (await SessionAsync(learner, handedIn: false), await SessionAsync(learner, handedIn: true));

        Assert.NotNull(await desks.Learner(learner).AskAsync(new(null, open), CancellationToken.None));
        Assert.NotNull(await desks.Learner(other).AskAsync(new(null, handedIn), CancellationToken.None));
        Assert.Null(await desks.Learner(other).FindAsync(new(null, handedIn), CancellationToken.None));
    }

    private async Task<Guid> SessionAsync(Guid learner, bool handedIn)
    {
        var (now, id) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7());
        await using var context = host.Contexts.CreateDbContext();
        context.IncidentSessions.Add(new()
        {
            Id = id, LearnerId = learner, Slug = Slug, Revision = "r", Seed = 1, Status = IncidentStatus.Ended, CreatedAt = now, EndedAt = now, Why = "Handed in.",
            Record = RecordFile.Pack(RoomSamples.Record() with { Slug = Slug }),
        });
        context.Postmortems.Add(new()
        {
            SessionId = id, Sections = StoredJson.Write(new Dictionary<string, string>(StringComparer.Ordinal) { ["summary"] = "Customers waited." }), UpdatedAt = now, HandedInAt = handedIn ? now : null, Version = 1,
        });
        await context.SaveChangesAsync();
        return id;
    }
}
