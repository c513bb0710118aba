using System.Security.Cryptography;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Demo;

/// <summary>What stands around the demo's hand-ins: peers, a cohort, lessons read, drafts, talk, reviews. Each is made once, whatever start makes it.</summary>
internal sealed class DemoRecords(IDbContextFactory<LabContext> contexts, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>All demo people by address; the peers are made where they are missing.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<PersonRegistry>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var there = await context.People.Where(person => person.IsDemo).ToDictionaryAsync(person => person.Email!, person => person.Id, StringComparer.Ordinal, cancellationToken);
        var company = await context.Organisations.Where(each => each.Name == DemoPeople.Company).Select(each => each.Id).SingleAsync(cancellationToken);
        foreach (var (name, email) in DemoStory.Peers.Where(peer => !there.ContainsKey(peer.Email)))
        {
            var (person, errors) = await registry.AddAsync(new(name, email, DemoPeople.All[0].Password) { EmailIsConfirmed = true, IsDemo = true }, learner: null, cancellationToken);
            there[email] = person?.Id ?? throw new InvalidOperationException($"The demo's {email} cannot be made: {errors[0].Description}");
            context.Memberships.Add(new() { OrganisationId = company, PersonId = person.Id, Role = Roles.Learner, Since = time.GetUtcNow() });
        }
        await context.SaveChangesAsync(cancellationToken);
        return there;
    }

    /// <summary>What needs no grading.</summary>
    public async Task BeginAsync(IReadOnlyDictionary<string, Guid> who, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var mentor = who[DemoStory.Mentor];
        if (await context.Cohorts.AnyAsync(row => row.MentorId == mentor && row.Name == DemoStory.Cohort, cancellationToken))
            return;
        var cohort = new Cohort { Id = Guid.CreateVersion7(), MentorId = mentor, Name = DemoStory.Cohort, JoinCode = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), CreatedAt = now.AddHours(-160) };
        cohort.Members.AddRange(new[] { DemoStory.Learner, DemoStory.Ines, DemoStory.Tom }.Select(email => new CohortMember { CohortId = cohort.Id, LearnerId = who[email], JoinedAt = now.AddHours(-159) }));
        context.Cohorts.Add(cohort);
        var read = await context.LessonReads.Where(row => row.LearnerId == who[DemoStory.Learner]).Select(row => row.Lesson).ToListAsync(cancellationToken);
        context.LessonReads.AddRange(DemoStory.Read.Where(each => !read.Contains(each.Lesson, StringComparer.Ordinal)).Select(each => new LessonRead { LearnerId = who[DemoStory.Learner], Lesson = each.Lesson, At = now.AddHours(-each.At) }));
        if (!await context.Drafts.AnyAsync(row => row.LearnerId == who[DemoStory.Learner] && row.ExerciseSlug == "settlement-report", cancellationToken))
            context.Drafts.Add(new() { LearnerId = who[DemoStory.Learner], ExerciseSlug = "settlement-report", Source = "-- begun yesterday: which column leads?\n", UpdatedAt = now.AddHours(-20) });
        foreach (var (place, asks, question, answer, givesAway, at) in DemoStory.Talks)
        {
            var post = new DiscussionPost { Id = Guid.CreateVersion7(), Place = place, AuthorId = who[asks], Body = question, CreatedAt = now.AddHours(-at) };
            context.DiscussionPosts.AddRange(post, new()
            {
                Id = Guid.CreateVersion7(), Place = place, AuthorId = mentor, ParentId = post.Id, Body = answer, ByMentor = true, IsSpoiler = givesAway, CreatedAt = now.AddHours(3 - at),
            });
        }
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The request, and what the demo's mentor said about it.</summary>
    public async Task ReviewAsync(IReadOnlyDictionary<string, Guid> who, DemoStep step, Guid submission, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (step.Review == DemoReview.None || await context.Reviews.AnyAsync(row => row.SubmissionId == submission, cancellationToken))
            return;
        var row = await context.Submissions.AsNoTracking().SingleAsync(each => each.Id == submission, cancellationToken);
        var (asked, answered) = (row.CreatedAt.AddMinutes(4), row.CreatedAt.AddHours(3));
        var report = StoredJson.Read<GradeReport>(row.Report);
        var review = new Review
        {
            Id = Guid.CreateVersion7(), LearnerId = row.LearnerId, SubmissionId = submission, Slug = row.ExerciseSlug, RequestedAt = asked, Behaviour = report is null ? null : Behaviour.KeyOf(report),
            Round = await context.Reviews.CountAsync(each => each.LearnerId == row.LearnerId && each.Slug == row.ExerciseSlug && each.State != ReviewState.Withdrawn, cancellationToken) + 1,
        };
        context.Reviews.Add(review);
        if (step.Review != DemoReview.Waiting)
            Answer(context, who[DemoStory.Mentor], step, review, answered);
        await context.SaveChangesAsync(cancellationToken);
    }

    private static void Answer(LabContext context, Guid mentor, DemoStep step, Review review, DateTimeOffset at)
    {
        var approved = step.Review == DemoReview.Approved;
        (review.State, review.Decision) = approved ? (ReviewState.Approved, ReviewState.Approved) : (ReviewState.ChangesAsked, ReviewState.ChangesAsked);
        (review.ClaimedBy, review.ClaimedAt, review.DecidedBy, review.DecidedAt) = (mentor, at.AddMinutes(-6), mentor, at);
        (review.Rubric, review.Summary, review.Version) = (approved ? [4, 4, 3, 4] : [3, 3, 2, 4], step.Summary, 3);
        var thread = new ReviewThread
        {
            Id = Guid.CreateVersion7(), ReviewId = review.Id, Line = step.Line, Kind = approved ? ReviewThreadKind.Praise : ReviewThreadKind.Improvement, CreatedAt = at.AddMinutes(-3),
        };
        thread.Comments.Add(new() { Id = Guid.CreateVersion7(), ThreadId = thread.Id, AuthorId = mentor, ByMentor = true, Body = step.Remark!, CreatedAt = at.AddMinutes(-3) });
        context.ReviewThreads.Add(thread);
        context.Notifications.Add(new()
        {
            Id = Guid.CreateVersion7(), LearnerId = review.LearnerId, Link = ReviewNews.LinkOf(review), CreatedAt = at.Add(ReviewRules.UndoTime), ReadAt = approved ? at.AddHours(2) : null,
            Text = approved ? "Your mentor approved what you handed in." : "Your mentor asks for changes. The threads say which.",
        });
    }
}
