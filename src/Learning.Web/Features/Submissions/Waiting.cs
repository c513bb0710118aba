using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Submissions;

/// <summary>Places in the queue, estimated from how long the latest gradings took.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(10);

    public static async Task<QueuePlace> PlaceAsync(LabContext context, Submission waiting, CancellationToken cancellationToken)
    {
        var before = await context.Submissions.CountAsync(
            row => row.Status == SubmissionStatus.Running || (row.Status == SubmissionStatus.Queued && row.CreatedAt < waiting.CreatedAt), cancellationToken);
        var latest = await context.Submissions.AsNoTracking()
            .Where(row => row.GradedAt != null && row.StartedAt != null).OrderByDescending(row => row.GradedAt).Take(20)
            .Select(row => new { row.StartedAt, row.GradedAt }).ToListAsync(cancellationToken);
        var each = latest.Count == 0 ? Unknown : TimeSpan.FromSeconds(latest.Average(row => (row.GradedAt!.Value - row.StartedAt!.Value).TotalSeconds));
        return new(before, each * (before + 1));
    }
}
