using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>The mentors' side, reading. Writing is in the other part.</summary>
internal sealed partial class ReviewDesk(
    IDbContextFactory<LabContext> contexts, Mentors mentors, ReviewQueue queue, ReviewReader reader, ExerciseLibrary exercises, PageHandover handover, ReviewFeed feed, TimeProvider time) : IReviewDesk
{
    public Task<QueueView?> QueueAsync(CancellationToken cancellationToken) => handover.ReadAsync("reviews", () => ReadQueueAsync(cancellationToken));

    private async Task<QueueView?> ReadQueueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await mentors.FindAsync(context, cancellationToken) is { } mentor ? await queue.ReadAsync(context, mentor, cancellationToken) : null;
    }

    public Task<ReviewView?> OpenAsync(Guid id, CancellationToken cancellationToken) => handover.ReadAsync($"review {id}", () => ReadAsync(id, cancellationToken));

    private async Task<ReviewView?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return null;
        var mine = Mentors.Of(context, mentor).Where(review => review.Id == id);
        if (await mine.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } review || await queue.RowsAsync(context, mentor, mine, cancellationToken) is not [var row])
            return null;
        var history = review.SubmissionId is null ? [] : await ReviewReader.HistoryAsync(context, review, cancellationToken);
        var attempt = await reader.AttemptAsync(context, review.SubmissionId, cancellationToken);
        return new()
        {
            Row = row,
            State = review.State,
            ClaimUntil = row.Mine ? review.ClaimUntil : null,
            Decision = review.Decision,
            Grades = review.Rubric,
            Summary = review.Summary ?? "",
            Exercise = review.SubmissionId is null ? null : exercises.Find(review.Slug, attempt?.Variant),
            Attempt = attempt,
            Before = await reader.AttemptAsync(context, history.FirstOrDefault(each => each.CreatedAt < attempt?.CreatedAt)?.Id, cancellationToken),
            History = history,
            Postmortem = await reader.PostmortemAsync(context, review.SessionId, cancellationToken),
            Threads = await ReviewReader.ThreadsAsync(context, id, mentor.Id, cancellationToken),
            Rounds = await ReviewReader.RoundsAsync(context, review.LearnerId, review.Slug, review.SessionId, cancellationToken),
            Saved = await context.SavedComments.AsNoTracking().Where(saved => saved.MentorId == mentor.Id).OrderByDescending(saved => saved.CreatedAt).Take(50).Select(saved => new SavedText(saved.Id, saved.Text)).ToListAsync(cancellationToken),
            Queue = await queue.ReadAsync(context, mentor, cancellationToken),
            Pending = await PendingAsync(context, mentor, cancellationToken),
            Me = mentor.Name,
        };
    }

    public Task<AlikeGroup?> AlikeAsync(Guid id, CancellationToken cancellationToken) => handover.ReadAsync($"alike reviews {id}", () => ReadAlikeAsync(id, cancellationToken));

    private async Task<AlikeGroup?> ReadAlikeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return null;
        var key = await Mentors.Of(context, mentor).Where(review => review.Id == id).Select(review => review.Behaviour).FirstOrDefaultAsync(cancellationToken);
        return key is null ? null : (await queue.ReadAsync(context, mentor, cancellationToken)).Alike.FirstOrDefault(group => group.Rows[0].Behaviour == key);
    }

    public IDisposable Watch(Guid id, Func<Task> changed) => feed.Subscribe(id, changed);

    private async Task<PendingDecision?> PendingAsync(LabContext context, MentorStanding mentor, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - ReviewRules.UndoTime;
        var last = Mentors.Of(context, mentor).Where(review => review.State == ReviewState.Claimed && review.DecidedBy == mentor.Id && review.Decision != null && review.DecidedAt > since).OrderByDescending(review => review.DecidedAt).Take(1);
        return await last.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } review && await queue.RowsAsync(context, mentor, last, cancellationToken) is [var row]
            ? new(review.Id, row.Learner, review.Decision!.Value, review.DecidedAt!.Value + ReviewRules.UndoTime) : null;
    }
}
