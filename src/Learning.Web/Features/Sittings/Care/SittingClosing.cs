using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Operations.Content;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>The end of the tasks, by the candidate or by the clock, and what follows from it. Each step may be done twice and counts once.</summary>
internal sealed class SittingClosing(
    IDbContextFactory<LabContext> contexts, SittingIntake intake, SubmissionQueue queue, ExerciseLibrary library, LabHost labs, HiringEvents events, TimeProvider time)
{
    /// <summary>How often what we could not grade is handed in again by itself.</summary>
    private const int OurTries = 3;
    /// <summary>How long the questions wait for a candidate who does not come back.</summary>
    public static readonly TimeSpan DefenceWaits = TimeSpan.FromHours(24);

    /// <summary>In the caller's transaction, which holds the row.</summary>
    public async Task CloseAsync(LabContext context, Sitting sitting, SittingEnd by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        sitting.TasksClosedAt = at;
        SittingPauses.End(sitting, at);
        if (Plan(sitting).Defend)
        {
            sitting.Status = SittingStatus.Defending;
            await context.SaveChangesAsync(cancellationToken);
        }
        else
        {
            await FinishAsync(context, sitting, by, at, cancellationToken);
        }
    }

    /// <summary>The whole sitting is over.</summary>
    public async Task FinishAsync(LabContext context, Sitting sitting, SittingEnd by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        (sitting.Status, sitting.HandedInAt, sitting.EndedBy) = (SittingStatus.HandedIn, at, by);
        SittingPauses.End(sitting, at);
        if (sitting.InvitationId is not null)
        {
            // What this candidate had is proved afterwards, when it takes nobody's time, so that the report can say so.
            foreach (var task in sitting.Tasks.Where(each => each.Variant is not null))
            {
                if (library.Find(task.Slug) is { } exercise)
                    await CheckupLedger.AddMissingAsync(context, exercise, (int)task.Variant!, at, cancellationToken);
            }
            await events.AddAsync(context, sitting.OrganisationId, HiringEventNames.SittingHandedIn, sitting.Id, new { sitting = sitting.Id, invitation = sitting.InvitationId, endedBy = by.ToString() }, cancellationToken);
        }
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Closes it when its time is over, to the second at which it was.</summary>
    public async Task CloseDueAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, id, cancellationToken) is not { } sitting)
            return;
        var now = time.GetUtcNow();
        if (sitting.Status == SittingStatus.Running && SittingTime.Deadline(sitting, now) is { } deadline && deadline <= now)
            await CloseAsync(context, sitting, SittingEnd.Clock, deadline, cancellationToken);
        else if (sitting.Status == SittingStatus.Defending && sitting.TasksClosedAt + DefenceWaits <= now)
            await FinishAsync(context, sitting, SittingEnd.Clock, now, cancellationToken);
        else
            return;
        await transaction.CommitAsync(cancellationToken);
        await SettleAsync(id, cancellationToken);
    }

    /// <summary>Ends labs and hands in drafts of a sitting whose tasks are closed. True when nothing of it is left to do or to wait for.</summary>
    public async Task<bool> SettleAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, id, cancellationToken) is not { TasksClosedAt: { } closed } sitting)
            return false;
        var open = await context.IncidentSessions.Where(row => row.LearnerId == sitting.LearnerId && (row.Status == IncidentStatus.Waiting || row.Status == IncidentStatus.Starting || row.Status == IncidentStatus.Running || row.Status == IncidentStatus.Paused))
            .Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var task in sitting.Tasks.OrderBy(each => each.Position))
        {
            if (await LeftOverAsync(context, sitting, task, cancellationToken) is { } source)
                await intake.AddAsync(context, sitting, Plan(sitting), task, SubmissionKind.Submit, source, closed, cancellationToken);
        }
        var waiting = await context.Submissions.Where(row => row.LearnerId == sitting.LearnerId && (row.Status == SubmissionStatus.Queued || row.Status == SubmissionStatus.Running))
            .Select(row => new { row.Id, row.Status }).ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // Also those of before: when many end at once, the queue may have had no room.
        foreach (var each in waiting.Where(row => row.Status == SubmissionStatus.Queued && queue.Before(sitting.LearnerId, row.Id) is null))
            queue.Enqueue(sitting.LearnerId, each.Id);
        foreach (var lab in open)
            await labs.EndAsync(lab, "The assessment's time for its tasks is over.");
        return waiting.Count == 0 && open.Count == 0;
    }

    /// <summary>What was saved and is not what was handed in last; or what was handed in last, and we could not grade. Null: nothing.</summary>
    private async Task<string?> LeftOverAsync(LabContext context, Sitting sitting, SittingTask task, CancellationToken cancellationToken)
    {
        if (library.Find(task.Slug, (int?)task.Variant) is not { } exercise)
            return null;
        var handedIn = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.ExerciseSlug == task.Slug && row.Kind == SubmissionKind.Submit)
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Select(row => new { row.Source, row.Status }).ToListAsync(cancellationToken);
        var draft = await context.Drafts.Where(row => row.LearnerId == sitting.LearnerId && row.ExerciseSlug == task.Slug).Select(row => row.Source).FirstOrDefaultAsync(cancellationToken);
        var source = draft is not null && draft != exercise.Starter.Text ? draft : handedIn.FirstOrDefault()?.Source;
        if (source is null || SourceGuard.Refuse(source) is not null)
            return null;
        var last = handedIn.FirstOrDefault(row => row.Status != SubmissionStatus.Failed);
        var failed = handedIn.Count(row => row.Status == SubmissionStatus.Failed && row.Source == source);
        return last?.Source == source || failed >= OurTries ? null : source;
    }

    private static async Task<Sitting?> HoldAsync(LabContext context, Guid id, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM sittings WHERE id = {id} FOR UPDATE", cancellationToken); // pauses and tasks are read as they are then
        return await context.Sittings.Include(row => row.Pauses).Include(row => row.Tasks).Include(row => row.Revision).AsSplitQuery().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    private static AssessmentPlan Plan(Sitting sitting) => StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;
}
