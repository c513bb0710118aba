using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>The workbench's desk in a sitting: reads as a learner does and shows what the assessment allows; writes by the clock's leave alone.</summary>
internal sealed class SittingBench(
    IExerciseDesk own, ExerciseLibrary library, ExerciseWarming warming, IDbContextFactory<LabContext> contexts, CurrentSeat seat, SittingIntake intake, SittingClosing closing, SubmissionQueue queue, PageHandover handover, TimeProvider time) : IExerciseDesk
{
    private const string Moved = "This assessment was continued on another device. Nothing is taken from this one any more.";
    private readonly Dictionary<string, Allowed> tasks = new(StringComparer.Ordinal);

    public Task<ExerciseListView> ListAsync(CancellationToken cancellationToken) => Task.FromResult(new ExerciseListView([], []));

    public async Task<WorkbenchView?> OpenAsync(string slug, CancellationToken cancellationToken)
    {
        if (await AllowedAsync(slug, cancellationToken) is not { } allowed || await own.OpenAsync(slug, cancellationToken) is not { } view || library.Find(slug, allowed.Variant) is not { } drawn)
            return null;
        return ShownToCandidates.Limit(view with { Exercise = drawn }, allowed.Feedback);
    }

    /// <summary>What will be run is the variant that was drawn; its database is another one.</summary>
    public async Task<string?> WarmAsync(string slug, CancellationToken cancellationToken) =>
        await AllowedAsync(slug, cancellationToken) is { } allowed && library.Find(slug, allowed.Variant) is { } drawn ? await warming.WarmAsync(drawn, cancellationToken) : null;

    public async Task<HandedIn> HandInAsync(string slug, SubmissionKind kind, string source, CancellationToken cancellationToken)
    {
        if ((await own.OpenAsync(slug, cancellationToken))?.Unmet is { } unmet)
            return new(null, unmet);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await seat.HoldAsync(context, cancellationToken) is not { } sitting)
            return new(null, Moved);
        var now = time.GetUtcNow();
        if (Refusal(sitting, now) is { } refusal)
        {
            await transaction.RollbackAsync(cancellationToken);
            await closing.CloseDueAsync(sitting.Id, cancellationToken);
            return new(null, refusal);
        }
        if (sitting.Tasks.Find(each => each.Slug == slug) is not { } task)
            return new(null, "This is no task of your assessment.");
        var answer = await intake.AddAsync(context, sitting, Plan(sitting), task, kind, source, now, cancellationToken);
        if (answer.Id is not { } id)
            return new(null, answer.Refusal);
        sitting.LastSeenAt = now;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        queue.Enqueue(sitting.LearnerId, id);
        return new(id, null);
    }

    public async Task<DateTimeOffset?> SaveDraftAsync(string slug, string source, CancellationToken cancellationToken)
    {
        if (SourceGuard.RefuseToKeep(source) is not null)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await seat.HoldAsync(context, cancellationToken) is not { } sitting || Refusal(sitting, now) is not null || sitting.Tasks.TrueForAll(each => each.Slug != slug))
            return null;
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO drafts (learner_id, exercise_slug, source, updated_at) VALUES ({sitting.LearnerId}, {slug}, {source}, {now})
             ON CONFLICT (learner_id, exercise_slug) DO UPDATE SET source = excluded.source, updated_at = excluded.updated_at
             """, cancellationToken);
        sitting.LastSeenAt = now;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return now;
    }

    public async Task<AttemptView?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        await own.ReadAsync(id, cancellationToken) is { } attempt && await AllowedAsync(attempt.Slug, cancellationToken) is { } allowed ? ShownToCandidates.Limit(attempt, allowed.Feedback) : null;

    public IDisposable Watch(Guid id, Func<Task> changed) => own.Watch(id, changed);

    private static string? Refusal(Sitting sitting, DateTimeOffset now) =>
        sitting.Status == SittingStatus.Accepted ? "The clock has not started yet."
        : sitting.Status != SittingStatus.Running || SittingClock.Left(sitting, now) == TimeSpan.Zero ? "The time is over, and nothing more is taken. What was saved by then is handed in by itself." : null;

    private static AssessmentPlan Plan(Sitting sitting) => StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;

    /// <summary>What of a task is shown, and as which variant it is asked. Null when the slug is no task of this browser's sitting.</summary>
    private async Task<Allowed?> AllowedAsync(string slug, CancellationToken cancellationToken)
    {
        if (tasks.TryGetValue(slug, out var known))
            return known;
        return await handover.ReadAsync($"allowed {slug}", () => ReadAllowedAsync(slug, cancellationToken)) is { } allowed ? tasks[slug] = allowed : null;
    }

    private async Task<Allowed?> ReadAllowedAsync(string slug, CancellationToken cancellationToken)
    {
        if (await seat.FindAsync() is not { } taken)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var task = await context.SittingTasks.Where(row => row.SittingId == taken.SittingId && row.Sitting!.LearnerId == taken.LearnerId && row.Sitting.Seat == taken.Number && row.Slug == slug)
            .Select(row => new { row.Sitting!.Revision!.Plan, row.Variant }).FirstOrDefaultAsync(cancellationToken);
        return task is null ? null : new(StoredJson.Read<AssessmentPlan>(task.Plan)!.Feedback, (int?)task.Variant);
    }

    private sealed record Allowed(CandidateFeedback Feedback, int? Variant);
}
