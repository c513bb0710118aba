using System.Text.Json;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>
/// Stores what a candidate hands in, in the caller's transaction and while the caller holds the sitting's row: whether it may be, and that it was,
/// are one.
/// </summary>
internal sealed class SittingIntake(ExerciseLibrary library)
{
    /// <summary>Of candidates, from which on they are asked to wait too. Who practises cannot keep them from handing in.</summary>
    private const int Crowded = SubmissionQueue.Capacity;

    public async Task<HandIn> AddAsync(LabContext context, Sitting sitting, AssessmentPlan plan, SittingTask task, SubmissionKind kind, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (library.Find(task.Slug, (int?)task.Variant) is not { } exercise)
            return HandIn.Refused("This task cannot be graded here at the moment. Your draft is kept.");
        if (SourceGuard.Refuse(source) is { } refusal)
            return HandIn.Refused(refusal);
        var mine = context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.ExerciseSlug == task.Slug);
        if (await mine.AnyAsync(row => row.Status == SubmissionStatus.Queued || row.Status == SubmissionStatus.Running, cancellationToken))
            return HandIn.Refused("Your last one for this task is still being run. Wait for its result, then hand in again.");
        // What is handed in at the end is handed in now or never: nobody is there to try again.
        if (sitting.TasksClosedAt is null && await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Queued && context.Sittings.Any(other => other.LearnerId == row.LearnerId), cancellationToken) >= Crowded)
            return HandIn.Refused("Too many hand-ins wait already. Your draft is kept; try again in a minute.");
        int? number = null;
        if (kind == SubmissionKind.Submit)
        {
            var before = await mine.Where(row => row.Kind == SubmissionKind.Submit).Select(row => new { row.Number, row.Status, row.Verdict }).ToListAsync(cancellationToken);
            if (AttemptRule.Left(plan, before.Select(row => (row.Number, row.Status, row.Verdict))) == 0)
                return HandIn.Refused("No attempt is left for this task. Your best hand-in counts.");
            number = (before.Max(row => row.Number) ?? 0) + 1;
        }
        var added = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = sitting.LearnerId, ExerciseSlug = task.Slug, Revision = exercise.Revision, Kind = kind, Number = number, Source = source, CreatedAt = at, Variant = (int?)task.Variant,
        };
        context.Submissions.Add(added);
        context.SittingEvents.Add(new()
        {
            SittingId = sitting.Id, Position = task.Position, At = at, Kind = kind == SubmissionKind.Try ? SittingEventKind.Try : SittingEventKind.HandIn, Data = JsonSerializer.Serialize(new { submission = added.Id }),
        });
        await context.SaveChangesAsync(cancellationToken);
        return new(added.Id, null);
    }
}
