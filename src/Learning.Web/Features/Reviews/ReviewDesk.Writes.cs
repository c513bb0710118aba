using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Reviews;

/// <summary>Each act locks its review's row, asks who acts and whether they hold the claim, and then writes: of two mentors at once, the later one is told.</summary>
internal sealed partial class ReviewDesk
{
    private sealed record Act(LabContext Context, Review Review, MentorStanding Mentor, DateTimeOffset Now);

    public Task<ActOutcome> ClaimAsync(Guid id, CancellationToken cancellationToken) => HoldingAsync(id, _ => Done, cancellationToken);

    public Task<ActOutcome> ReleaseAsync(Guid id, CancellationToken cancellationToken) => HoldingAsync(id, act =>
    {
        (act.Review.State, act.Review.ClaimedBy, act.Review.ClaimedAt, act.Review.ClaimUntil) = (ReviewState.Waiting, null, null, null);
        return Done;
    }, cancellationToken);

    public async Task<ActOutcome> BeginThreadAsync(Guid id, ThreadPlace place, ReviewThreadKind kind, string? text, CancellationToken cancellationToken) => ReviewRules.Refuse(text) is { } refusal ? new(refusal) : await HoldingAsync(id, async act =>
    {
        if (await WrongPlaceAsync(act, place, cancellationToken) is { } wrong)
            return new(wrong);
        var before = await WrittenBeforeAsync(act, text!, cancellationToken);
        Begin(act, place, kind, text!);
        await ReviewNews.TellAsync(act.Context, act.Review.LearnerId, "A mentor commented on your work.", ReviewNews.LinkOf(act.Review), act.Now, cancellationToken);
        return new(null, before);
    }, cancellationToken);

    public async Task<ActOutcome> ReplyAsync(Guid id, Guid thread, string? text, CancellationToken cancellationToken) => ReviewRules.Refuse(text) is { } refusal ? new(refusal) : await HoldingAsync(id, async act =>
    {
        if (!await act.Context.ReviewThreads.AnyAsync(row => row.Id == thread && row.ReviewId == id, cancellationToken))
            return new("This thread is not here any more.");
        var before = await WrittenBeforeAsync(act, text!, cancellationToken);
        act.Context.ReviewComments.Add(Comment(act, thread, text!));
        await ReviewNews.TellAsync(act.Context, act.Review.LearnerId, "A mentor commented on your work.", ReviewNews.LinkOf(act.Review), act.Now, cancellationToken);
        return new(null, before);
    }, cancellationToken);

    public Task<ActOutcome> ResolveAsync(Guid id, Guid thread, bool resolved, CancellationToken cancellationToken) => HoldingAsync(id, async act =>
    {
        DateTimeOffset? at = resolved ? act.Now : null;
        var changed = await act.Context.ReviewThreads.Where(row => row.Id == thread && row.ReviewId == id).ExecuteUpdateAsync(row => row.SetProperty(each => each.ResolvedAt, at), cancellationToken);
        return changed == 1 ? ActOutcome.Done : new("This thread is not here any more.");
    }, cancellationToken);

    public Task<ActOutcome> GradeAsync(Guid id, int row, int grade, CancellationToken cancellationToken) => HoldingAsync(id, act =>
    {
        if (row < 0 || row >= Rubric.OfCode.Count || grade is < 0 or > 4)
            return Task.FromResult(new ActOutcome("A grade is 1 to 4, for one of the four rows."));
        act.Review.Rubric = [.. act.Review.Rubric.Select((old, at) => at == row ? grade : old)];
        return Done;
    }, cancellationToken);

    public async Task<ActOutcome> SummariseAsync(Guid id, string? text, CancellationToken cancellationToken) =>
        !string.IsNullOrWhiteSpace(text) && ReviewRules.Refuse(text) is { } refusal ? new(refusal) : text is null ? new(ReviewRules.Refuse(text)) : await HoldingAsync(id, act =>
        {
            act.Review.Summary = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
            return Done;
        }, cancellationToken);

    public Task<ActOutcome> DecideAsync(Guid id, ReviewState decision, CancellationToken cancellationToken) => HoldingAsync(id, async act =>
    {
        if (decision is not (ReviewState.Approved or ReviewState.ChangesAsked))
            return new("A review is approved, or sent back for changes.");
        if (decision == ReviewState.ChangesAsked && !await act.Context.ReviewThreads.AnyAsync(row => row.ReviewId == id && row.ResolvedAt == null && row.Kind != ReviewThreadKind.Praise, cancellationToken))
            return new("To ask for changes, say which: one open thread, a bug or an improvement, is needed first. C begins one.");
        (act.Review.Decision, act.Review.DecidedBy, act.Review.DecidedAt) = (decision, act.Mentor.Id, act.Now);
        return ActOutcome.Done;
    }, cancellationToken);

    public Task<ActOutcome> UndoAsync(Guid id, CancellationToken cancellationToken) => LockedAsync(id, act =>
    {
        var review = act.Review;
        if (review.State != ReviewState.Claimed || review.Decision is null || review.DecidedBy != act.Mentor.Id || act.Now >= review.DecidedAt + ReviewRules.UndoTime)
            return Task.FromResult(new ActOutcome("The ten seconds are over: the learner has been told. Write to them in a thread instead."));
        (review.Decision, review.DecidedBy, review.DecidedAt, review.ClaimUntil) = (null, null, null, act.Now + ReviewRules.ClaimTime);
        return Done;
    }, cancellationToken);

    private static Task<ActOutcome> Done => Task.FromResult(ActOutcome.Done);

    private Task<ActOutcome> HoldingAsync(Guid id, Func<Act, Task<ActOutcome>> change, CancellationToken cancellationToken) =>
        LockedAsync(id, async act => act.Review.Take(act.Mentor.Id, act.Now) is { } refusal ? new(refusal) : await change(act), cancellationToken);

    private async Task<ActOutcome> LockedAsync(Guid id, Func<Act, Task<ActOutcome>> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var locked = await context.Reviews.FromSql($"SELECT * FROM reviews WHERE id = {id} FOR UPDATE").ToListAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return new(ReviewRules.NoMentor);
        if (locked is not [var review] || !await Mentors.Of(context, mentor).AnyAsync(row => row.Id == id, cancellationToken))
            return new(ReviewRules.NotHere);
        var outcome = await change(new(context, review, mentor, time.GetUtcNow()));
        if (outcome.Refusal is not null)
            return outcome;
        review.Version++;
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return new(ReviewRules.NotHere); // the learner's account went at this moment
        }
        await transaction.CommitAsync(cancellationToken);
        await feed.PublishAsync(id, review.LearnerId);
        return outcome;
    }

    private static void Begin(Act act, ThreadPlace place, ReviewThreadKind kind, string text)
    {
        var thread = new ReviewThread { Id = Guid.CreateVersion7(), ReviewId = act.Review.Id, Line = place.Line, Section = place.Section, Kind = kind, CreatedAt = act.Now };
        thread.Comments.Add(Comment(act, thread.Id, text));
        act.Context.ReviewThreads.Add(thread);
    }

    private static ReviewComment Comment(Act act, Guid thread, string text) =>
        new() { Id = Guid.CreateVersion7(), ThreadId = thread, AuthorId = act.Mentor.Id, ByMentor = true, Body = text.Trim(), CreatedAt = act.Now };

    /// <summary>The same text, written by this mentor before and not kept yet.</summary>
    private static async Task<bool> WrittenBeforeAsync(Act act, string text, CancellationToken cancellationToken)
    {
        var (me, same) = (act.Mentor.Id, text.Trim());
        return await act.Context.ReviewComments.AnyAsync(row => row.AuthorId == me && row.ByMentor && row.Body == same, cancellationToken)
            && !await act.Context.SavedComments.AnyAsync(row => row.MentorId == me && row.Text == same, cancellationToken);
    }

    private static async Task<string?> WrongPlaceAsync(Act act, ThreadPlace place, CancellationToken cancellationToken)
    {
        if (place is { Section: not null, Line: not null } || (place.Section is { } section && (act.Review.SessionId is null || !Learning.Grading.Incidents.Postmortems.PostmortemSections.All.Any(each => each.Id == section))))
            return "There is no such section.";
        if (place.Line is not { } line)
            return null;
        var source = await act.Context.Submissions.Where(row => row.Id == act.Review.SubmissionId).Select(row => row.Source).FirstOrDefaultAsync(cancellationToken);
        return source is null || line < 1 || line > source.ReplaceLineEndings("\n").Split('\n').Length ? "There is no such line." : null;
    }
}
