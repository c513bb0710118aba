using System.Diagnostics;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Benchmarks.Assessments;

/// <summary>A hand-in as its row has it. Seconds from when it was handed in; null where that never came.</summary>
internal sealed record HandInRow(Guid Id, SubmissionStatus Status, DateTimeOffset? StartedAt, double? Wait, double? Done);

/// <summary>What the rows say of one sitting, beside what its candidate knows.</summary>
internal sealed record AuditedSitting
{
    public required SittingEnd? EndedBy { get; init; }
    /// <summary>By the clock although the candidate handed in, or the other way round.</summary>
    public required bool EndedByOther { get; init; }
    public required int Pauses { get; init; }
    /// <summary>Tasks whose draft is not the text that the site last said it kept.</summary>
    public required int Lost { get; init; }
    /// <summary>Tasks whose last hand-in is another text than that.</summary>
    public required int OtherHandedIn { get; init; }
    /// <summary>Drafts that were taken after the end.</summary>
    public required int KeptLate { get; init; }
    /// <summary>Of the end by the clock: how far the recorded end surely is from the candidate's own, in ms.</summary>
    public double? ClosedOffMs { get; init; }
    /// <summary>Of the end by the clock: how much later it was seen, in seconds; and the same of what it handed in.</summary>
    public double? ClosedLate { get; init; }
    public double? HandedInLate { get; init; }
}

/// <summary>Reads the rows past the site, when nothing is left to do for it.</summary>
internal sealed class Audit(LabContextFactory rows)
{
    private readonly (long Stopwatch, DateTimeOffset Wall) at = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());

    /// <summary>Every sitting is closed, and every hand-in graded and counted.</summary>
    public async Task<bool> IsSettledAsync(CancellationToken cancellationToken)
    {
        await using var context = rows.CreateDbContext();
        return !await context.Sittings.AnyAsync(row => row.TasksClosedAt == null || row.Tasks.Any(task => task.Breakdown == null), cancellationToken)
            && !await context.Submissions.AnyAsync(row => row.Status == SubmissionStatus.Queued || row.Status == SubmissionStatus.Running, cancellationToken);
    }

    public async Task<IReadOnlyList<HandInRow>> HandInsAsync(CancellationToken cancellationToken)
    {
        await using var context = rows.CreateDbContext();
        var all = await context.Submissions.AsNoTracking().Select(row => new { row.Id, row.Status, row.CreatedAt, row.StartedAt, row.GradedAt }).ToListAsync(cancellationToken);
        return [.. all.Select(row => new HandInRow(row.Id, row.Status, row.StartedAt, Seconds(row.CreatedAt, row.StartedAt), Seconds(row.CreatedAt, row.GradedAt)))];
    }

    public async Task<AuditedSitting> SittingAsync(CandidateRecord candidate, Closing? closing, CancellationToken cancellationToken)
    {
        await using var context = rows.CreateDbContext();
        var row = await context.Sittings.AsNoTracking().Include(each => each.Pauses).SingleAsync(each => each.Id == candidate.Sitting, cancellationToken);
        var drafts = await context.Drafts.AsNoTracking().Where(each => each.LearnerId == row.LearnerId).ToDictionaryAsync(each => each.ExerciseSlug, StringComparer.Ordinal, cancellationToken);
        var handedIn = (await context.Submissions.AsNoTracking().Where(each => each.LearnerId == row.LearnerId && each.Kind == SubmissionKind.Submit)
            .OrderBy(each => each.CreatedAt).ThenBy(each => each.Id).Select(each => new { each.ExerciseSlug, each.Source }).ToListAsync(cancellationToken)).ToLookup(each => each.ExerciseSlug, each => each.Source, StringComparer.Ordinal);
        var ends = candidate.Clock!.Ends(row.Pauses.Sum(pause => ((pause.To ?? row.TasksClosedAt ?? pause.From) - pause.From).TotalMilliseconds));
        var byClock = candidate.HandedInAt is null;
        return new()
        {
            EndedBy = row.EndedBy,
            EndedByOther = row.EndedBy != (byClock ? SittingEnd.Clock : SittingEnd.Candidate),
            Pauses = row.Pauses.Count,
            Lost = candidate.Kept.Count(kept => !string.Equals(drafts.GetValueOrDefault(kept.Key)?.Source, kept.Value, StringComparison.Ordinal)),
            OtherHandedIn = candidate.Kept.Count(kept => !string.Equals(handedIn[kept.Key].LastOrDefault(), kept.Value, StringComparison.Ordinal)),
            KeptLate = drafts.Values.Count(draft => draft.UpdatedAt > row.TasksClosedAt),
            ClosedOffMs = byClock && row.TasksClosedAt is { } closed ? Math.Max(0, Math.Max((Wall(ends.Sent) - closed).TotalMilliseconds, (closed - Wall(ends.Received)).TotalMilliseconds)) : null,
            ClosedLate = byClock && closing?.Closed is { } seen ? Stopwatch.GetElapsedTime(ends.Sent, seen).TotalSeconds : null,
            HandedInLate = byClock && closing?.HandedIn is { } there ? Stopwatch.GetElapsedTime(ends.Sent, there).TotalSeconds : null,
        };
    }

    private DateTimeOffset Wall(long timestamp) => at.Wall + Stopwatch.GetElapsedTime(at.Stopwatch, timestamp);

    private static double? Seconds(DateTimeOffset from, DateTimeOffset? to) => to is { } end ? Math.Max(0, (end - from).TotalSeconds) : null;
}
