using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Reviews;

/// <summary>The learner's side: asks, withdraws, answers. Whose it is stands in every query.</summary>
internal sealed class ReviewRequestDesk(IDbContextFactory<LabContext> contexts, CurrentLearner learner, ReviewFeed feed, TimeProvider time) : IReviewRequestDesk
{
    public async Task<AskedView?> FindAsync(ReviewSubject subject, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SlugAsync(context, subject, mine, cancellationToken) is not { } slug)
            return null;
        var rounds = await ReviewReader.RoundsAsync(context, mine, slug, subject.Session, cancellationToken);
        var review = await context.Reviews.AsNoTracking().Where(row => row.LearnerId == mine && row.SubmissionId == subject.Submission && row.SessionId == subject.Session && row.State != ReviewState.Withdrawn)
            .OrderByDescending(row => row.Round).FirstOrDefaultAsync(cancellationToken);
        var why = await RefuseAsync(context, subject, mine, slug, cancellationToken);
        return new(review is null ? null : await ReadAsync(context, review, mine, cancellationToken), why is null, why, rounds);
    }

    /// <summary>Why it was not taken, or null. Asking twice is asking once.</summary>
    public async Task<string?> AskAsync(ReviewSubject subject, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SlugAsync(context, subject, mine, cancellationToken) is not { } slug)
            return "This is not here any more.";
        if (await RefuseAsync(context, subject, mine, slug, cancellationToken) is { } refusal)
            return refusal;
        if (await context.Reviews.CountAsync(row => row.LearnerId == mine && (row.State == ReviewState.Waiting || row.State == ReviewState.Claimed), cancellationToken) >= ReviewRules.MostOpen)
            return $"{ReviewRules.MostOpen} of your requests wait already. Withdraw one, or wait for an answer.";
        var report = StoredJson.Read<GradeReport>(await context.Submissions.Where(row => row.Id == subject.Submission).Select(row => row.Report).FirstOrDefaultAsync(cancellationToken));
        var before = await context.Reviews.CountAsync(row => row.LearnerId == mine && row.Slug == slug && row.SessionId == subject.Session && row.State != ReviewState.Withdrawn, cancellationToken);
        context.Reviews.Add(new()
        {
            Id = Guid.CreateVersion7(), LearnerId = mine, SubmissionId = subject.Submission, SessionId = subject.Session, Slug = slug, Round = before + 1,
            Behaviour = report is null ? null : Behaviour.KeyOf(report), RequestedAt = time.GetUtcNow(),
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // another tab was quicker
        }
        await feed.PublishAsync(mine);
        return null;
    }

    public Task<string?> WithdrawAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, async (context, review, now) =>
    {
        if (!review.IsOpen() || (review.Decision is not null && now >= review.DecidedAt + ReviewRules.UndoTime))
            return "It is decided already.";
        if (review.IsHeld(now) && review.ClaimedBy is { } mentor)
            await ReviewNews.TellAsync(context, mentor, "A learner withdrew the request that you had claimed.", "/reviews", now, cancellationToken);
        (review.State, review.Decision, review.ClaimUntil) = (ReviewState.Withdrawn, null, null);
        return null;
    }, cancellationToken);

    public async Task<string?> AnswerAsync(Guid id, Guid thread, string? text, CancellationToken cancellationToken) => ReviewRules.Refuse(text) ?? await ChangeAsync(id, async (context, review, now) =>
    {
        if (!await context.ReviewThreads.AnyAsync(row => row.Id == thread && row.ReviewId == id, cancellationToken))
            return "This thread is not here any more.";
        context.ReviewComments.Add(new() { Id = Guid.CreateVersion7(), ThreadId = thread, AuthorId = review.LearnerId, ByMentor = false, Body = text!.Trim(), CreatedAt = now });
        var others = await context.ReviewComments.Where(row => row.ThreadId == thread && row.ByMentor && row.AuthorId != null).Select(row => row.AuthorId!.Value).Distinct().ToListAsync(cancellationToken);
        foreach (var mentor in others)
            await ReviewNews.TellAsync(context, mentor, "A learner answered in a thread of yours.", ReviewNews.DeskOf(review), now, cancellationToken);
        return null;
    }, cancellationToken);

    public Task<string?> ResolveAsync(Guid id, Guid thread, bool resolved, CancellationToken cancellationToken) => ChangeAsync(id, async (context, _, now) =>
    {
        DateTimeOffset? at = resolved ? now : null;
        var changed = await context.ReviewThreads.Where(row => row.Id == thread && row.ReviewId == id).ExecuteUpdateAsync(row => row.SetProperty(each => each.ResolvedAt, at), cancellationToken);
        return changed == 1 ? null : "This thread is not here any more.";
    }, cancellationToken);

    public async Task<IDisposable> WatchAsync(Func<Task> changed) => feed.Subscribe(await learner.GetIdAsync(), changed);

    private async Task<string?> ChangeAsync(Guid id, Func<LabContext, Review, DateTimeOffset, Task<string?>> change, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var locked = await context.Reviews.FromSql($"SELECT * FROM reviews WHERE id = {id} AND learner_id = {mine} FOR UPDATE").ToListAsync(cancellationToken);
        if (locked is not [var review] || review.State == ReviewState.Withdrawn)
            return ReviewRules.NotHere;
        if (await change(context, review, time.GetUtcNow()) is { } refusal)
            return refusal;
        review.Version++;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await feed.PublishAsync([id, mine, .. review.ClaimedBy is { } mentor ? [mentor] : Array.Empty<Guid>()]);
        return null;
    }

    /// <summary>Null when it is not this learner's, or nothing that a person could review.</summary>
    private static Task<string?> SlugAsync(LabContext context, ReviewSubject subject, Guid mine, CancellationToken cancellationToken) => subject.Submission is { } submission
        ? context.Submissions.Where(row => row.Id == submission && row.LearnerId == mine && row.Kind == SubmissionKind.Submit && row.Status == SubmissionStatus.Graded && row.Report != null
            && row.Verdict != Verdict.InfrastructureError && row.Verdict != Verdict.Inconclusive).Select(row => (string?)row.ExerciseSlug).FirstOrDefaultAsync(cancellationToken)
        : context.IncidentSessions.Where(row => row.Id == subject.Session && row.LearnerId == mine && context.Postmortems.Any(text => text.SessionId == row.Id && text.HandedInAt != null)).Select(row => (string?)row.Slug).FirstOrDefaultAsync(cancellationToken);

    private static async Task<string?> RefuseAsync(LabContext context, ReviewSubject subject, Guid mine, string slug, CancellationToken cancellationToken)
    {
        var rows = await context.Reviews.Where(row => row.LearnerId == mine && row.Slug == slug && row.SessionId == subject.Session && row.State != ReviewState.Withdrawn)
            .Select(row => new { row.SubmissionId, row.State }).ToListAsync(cancellationToken);
        if (rows.Exists(row => row.State is ReviewState.Waiting or ReviewState.Claimed))
            return rows.Exists(row => row.SubmissionId == subject.Submission && row.State is ReviewState.Waiting or ReviewState.Claimed) ? "It waits for a mentor." : "Another attempt at this exercise waits for a mentor. Withdraw that one first.";
        if (rows.Exists(row => row.SubmissionId == subject.Submission && row.State == ReviewState.Approved))
            return "A mentor has approved it.";
        return subject.Submission is not null && rows.Exists(row => row.SubmissionId == subject.Submission) ? "A mentor has asked for changes. Hand in another attempt, and ask again for that one." : null;
    }

    private async Task<OwnReview> ReadAsync(LabContext context, Review review, Guid mine, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isDecided = review.State is ReviewState.Approved or ReviewState.ChangesAsked;
        var rows = review.SessionId is null ? Rubric.OfCode : Rubric.OfPostmortems;
        return new()
        {
            Id = review.Id, State = review.State == ReviewState.Claimed && !review.IsHeld(now) ? ReviewState.Waiting : review.State, Round = review.Round, RequestedAt = review.RequestedAt,
            DecidedAt = isDecided ? review.DecidedAt : null,
            Ahead = review.IsOpen() ? await context.Reviews.CountAsync(row => (row.State == ReviewState.Waiting || row.State == ReviewState.Claimed) && row.RequestedAt < review.RequestedAt, cancellationToken) : null,
            Holder = review.IsHeld(now) ? await context.People.Where(person => person.Id == review.ClaimedBy).Select(person => person.Name).FirstOrDefaultAsync(cancellationToken) : null,
            Summary = isDecided ? review.Summary : null,
            Grades = isDecided ? [.. rows.Zip(review.Rubric).Where(each => each.Second > 0).Select(each => (each.First, each.Second))] : [],
            Threads = await ReviewReader.ThreadsAsync(context, review.Id, mine, cancellationToken),
        };
    }
}
