using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Reports;
using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>Reads the sitting of this browser.</summary>
internal sealed class SittingReader(IDbContextFactory<LabContext> contexts, CurrentSeat current, ExerciseLibrary exercises, IncidentLibrary incidents, SandboxHealth health, TimeProvider time)
{
    /// <summary>Null when this browser has no seat, or not any more.</summary>
    public async Task<SittingView?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await current.FindAsync() is not { } seat)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Sittings.AsNoTracking().Include(each => each.Pauses).Include(each => each.Tasks).Include(each => each.Revision).AsSplitQuery()
            .FirstOrDefaultAsync(each => each.Id == seat.SittingId && each.LearnerId == seat.LearnerId && each.Seat == seat.Number && each.AnonymisedAt == null, cancellationToken);
        if (row is null)
            return null;
        var about = await context.Sittings.Where(each => each.Id == row.Id).Select(each => new
        {
            Factor = each.Invitation == null ? 1 : each.Invitation.Candidate!.TimeFactor, Organisation = each.Revision!.Assessment!.Organisation!.Name,
        }).SingleAsync(cancellationToken);
        var (now, plan) = (time.GetUtcNow(), StoredJson.Read<AssessmentPlan>(row.Revision!.Plan)!);
        var allowed = row.AllowedSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : SittingTime.Allowed(plan.Minutes, about.Factor);
        return new()
        {
            Id = row.Id, Status = row.Status, Name = row.Revision.Name, Organisation = about.Organisation, Plan = plan, IsPreview = row.PreviewBy is not null, HasPractised = row.PractisedAt is not null,
            Practice = Practice(plan)?.Slug, Allowed = allowed, DefenceAllowed = SittingTime.Allowed(SittingTime.DefenceMinutes, about.Factor),
            Left = SittingClock.Left((int)allowed.TotalSeconds, row.StartedAt, SittingTime.Pauses(row), now), ReadAt = now,
            Paused = row.Status is SittingStatus.Running or SittingStatus.Defending ? row.Pauses.Find(pause => pause.To is null)?.Reason : null,
            Pauses = [.. row.Pauses.OrderBy(pause => pause.From).Select(pause => (pause.From, pause.To, pause.Reason))],
            Tasks = await TasksAsync(context, row, plan, about.Factor, cancellationToken),
            StartedAt = row.StartedAt, TasksClosedAt = row.TasksClosedAt, HandedInAt = row.HandedInAt, EndedBy = row.EndedBy, AiDeclaration = row.AiDeclaration,
        };
    }

    /// <summary>The easiest that runs here and is not asked, in the language of the first task where there is one.</summary>
    public Exercise? Practice(AssessmentPlan plan)
    {
        var first = plan.Tasks.Select(task => exercises.Find(task.Slug)).FirstOrDefault(exercise => exercise is not null)?.Language;
        return exercises.Exercises.Where(exercise => plan.Tasks.All(task => task.Slug != exercise.Slug) && health.Refusal(exercise.Language) is null)
            .OrderBy(exercise => exercise.Language == first ? 0 : 1).ThenBy(exercise => exercise.Minutes).ThenBy(exercise => exercise.Slug, StringComparer.Ordinal).FirstOrDefault();
    }

    private async Task<IReadOnlyList<TaskView>> TasksAsync(LabContext context, Sitting sitting, AssessmentPlan plan, decimal factor, CancellationToken cancellationToken)
    {
        var mine = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.Kind == SubmissionKind.Submit)
            .Select(row => new Attempted(row.ExerciseSlug, row.Number, row.Status, row.Verdict, row.CreatedAt)).ToListAsync(cancellationToken);
        // What was typed and not handed in is compared where it lies.
        var more = await context.Drafts.Where(draft => draft.LearnerId == sitting.LearnerId && draft.Source
            != context.Submissions.Where(row => row.LearnerId == draft.LearnerId && row.ExerciseSlug == draft.ExerciseSlug && row.Kind == SubmissionKind.Submit).OrderByDescending(row => row.CreatedAt).Select(row => row.Source).FirstOrDefault())
            .Select(draft => draft.ExerciseSlug).ToListAsync(cancellationToken);
        var ids = sitting.Tasks.Select(task => task.IncidentSessionId).ToList();
        var labs = await context.IncidentSessions.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Status }).ToDictionaryAsync(row => row.Id, row => row.Status, cancellationToken);
        return [.. sitting.Tasks.OrderBy(task => task.Position).Select(task =>
        {
            var planned = plan.Tasks[task.Position - 1];
            var own = mine.Where(row => row.Slug == task.Slug).ToList();
            var lab = task.IncidentSessionId is { } id && labs.TryGetValue(id, out var status) ? status : (IncidentStatus?)null;
            return new TaskView
            {
                Position = task.Position, Kind = planned.Kind, Slug = task.Slug, Weight = planned.Weight, Takes = SittingTime.Allowed(planned.Minutes, factor),
                Title = (planned.Kind == TaskKind.Incident ? incidents.Find(task.Slug)?.Title : exercises.Find(task.Slug, (int?)task.Variant)?.Title) ?? task.Slug,
                State = planned.Kind == TaskKind.Incident ? Of(lab) : Of(own, more.Contains(task.Slug), plan.Feedback),
                AttemptsLeft = planned.Kind == TaskKind.Incident ? null : AttemptRule.Left(plan, own.Select(row => (row.Number, row.Status, row.Verdict))),
                HasMore = more.Contains(task.Slug), IncidentSessionId = task.IncidentSessionId, Seed = planned.Kind == TaskKind.Incident ? task.Variant : null,
            };
        })];
    }

    private static TaskState Of(List<Attempted> own, bool more, CandidateFeedback feedback) =>
        own.Exists(row => row.Status is SubmissionStatus.Queued or SubmissionStatus.Running) ? TaskState.Waiting
        : feedback != CandidateFeedback.Nothing && own.Exists(row => row.Verdict == Verdict.Passed) ? TaskState.Passed
        : own.Exists(row => row.Status == SubmissionStatus.Graded) ? TaskState.HandedIn : more ? TaskState.Begun : TaskState.Untouched;

    private static TaskState Of(IncidentStatus? lab) => lab switch
    {
        null or IncidentStatus.Failed => TaskState.Untouched,
        IncidentStatus.Ended => TaskState.HandedIn,
        IncidentStatus.Waiting or IncidentStatus.Starting => TaskState.Waiting,
        _ => TaskState.Begun,
    };

    private sealed record Attempted(string Slug, int? Number, SubmissionStatus Status, Verdict? Verdict, DateTimeOffset At);
}
