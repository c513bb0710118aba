using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>Notifications about reviews. One unread sentence about a place is enough, however much is written there.</summary>
internal static class ReviewNews
{
    /// <summary>Where the learner reads about it.</summary>
    public static string LinkOf(Review review) =>
        review.SubmissionId is { } submission ? $"/submissions/{submission}#review" : $"/incidents/{review.Slug}/labs/{review.SessionId}/postmortem#review";

    /// <summary>Where the mentor does.</summary>
    public static string DeskOf(Review review) => $"/reviews/{review.Id}";

    public static async Task TellAsync(LabContext context, Guid who, string text, string link, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await context.Notifications.AnyAsync(row => row.LearnerId == who && row.Link == link && row.Text == text && row.ReadAt == null, cancellationToken))
            context.Notifications.Add(new() { Id = Guid.CreateVersion7(), LearnerId = who, Text = text, Link = link, CreatedAt = now });
    }
}
