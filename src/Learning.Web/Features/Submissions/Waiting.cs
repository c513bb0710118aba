using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Submissions;

/// <summary>Places in the queue, and what they mean in time by how long the latest gradings took.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(10);

    public static async Task<QueuePlace> PlaceAsync(LabContext context, SubmissionQueue queue, int slots, Submission waiting, CancellationToken cancellationToken)
    {
        // Learners take turns, so the queue knows and the order of arrival does not.
        var running = await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Running, cancellationToken);
        var before = running + (queue.Before(waiting.LearnerId, waiting.Id) ?? 0);
        var latest = await context.Submissions.AsNoTracking()
            .Where(row => row.GradedAt != null && row.StartedAt != null).OrderByDescending(row => row.GradedAt).Take(20)
            .Select(row => new { row.StartedAt, row.GradedAt }).ToListAsync(cancellationToken);
        var each = latest.Count == 0 ? Unknown : TimeSpan.FromSeconds(latest.Average(row => (row.GradedAt!.Value - row.StartedAt!.Value).TotalSeconds));
        return new(before, each * (before / slots + 1));
    }
}
