using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>Texts that are used more than once: those a mentor keeps, and one for a whole group.</summary>
internal sealed partial class ReviewDesk
{
    /// <summary>Texts that one mentor keeps.</summary>
    private const int MostSaved = 50;

    public async Task<ActOutcome> SaveTextAsync(string? text, CancellationToken cancellationToken)
    {
        if (ReviewRules.Refuse(text) is { } refusal)
            return new(refusal);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return new(ReviewRules.NoMentor);
        var kept = text!.Trim();
        if (await context.SavedComments.AnyAsync(row => row.MentorId == mentor.Id && row.Text == kept, cancellationToken))
            return ActOutcome.Done;
        if (await context.SavedComments.CountAsync(row => row.MentorId == mentor.Id, cancellationToken) >= MostSaved)
            return new($"You keep {MostSaved} comments already. Forget one first.");
        context.SavedComments.Add(new() { Id = Guid.CreateVersion7(), MentorId = mentor.Id, Text = kept, CreatedAt = time.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
        return ActOutcome.Done;
    }

    public async Task<ActOutcome> ForgetTextAsync(Guid saved, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return new(ReviewRules.NoMentor);
        await context.SavedComments.Where(row => row.Id == saved && row.MentorId == mentor.Id).ExecuteDeleteAsync(cancellationToken);
        return ActOutcome.Done;
    }

    public async Task<SentToAll> CommentToAllAsync(IReadOnlyList<Guid> ids, ReviewThreadKind kind, string? text, CancellationToken cancellationToken)
    {
        if (ReviewRules.Refuse(text) is { } refusal)
            return new(refusal);
        var (sent, left) = (0, 0);
        foreach (var id in ids.Distinct())
        {
            var outcome = await LockedAsync(id, async act =>
            {
                var (review, mentor, now) = (act.Review, act.Mentor.Id, act.Now);
                if (!review.IsOpen() || review.Decision is not null || (review.IsHeld(now) && review.ClaimedBy != mentor))
                    return new(ReviewRules.Taken);
                Begin(act, new(null, null), kind, text!);
                await ReviewNews.TellAsync(act.Context, review.LearnerId, "A mentor commented on your work.", ReviewNews.LinkOf(review), now, cancellationToken);
                return ActOutcome.Done;
            }, cancellationToken);
            // Who lost the role on the way wrote to the first ones: that stays said.
            if (outcome.Refusal == ReviewRules.NoMentor)
                return new(sent == 0 ? outcome.Refusal : null, sent, ids.Count - sent);
            if (outcome.Refusal is null)
                sent++;
            else
                left++;
        }
        return new(sent == 0 ? "Nobody got it: each of these requests is decided, withdrawn, or claimed by another mentor meanwhile." : null, sent, left);
    }
}
