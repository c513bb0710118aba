using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Defence;

/// <summary>Draws the questions once everything is graded, closes those whose time is over, and ends the sitting with the last one.</summary>
internal sealed class DefenceCare(IDbContextFactory<LabContext> contexts, SittingClosing closing, ExerciseLibrary exercises, IncidentLibrary incidents, TimeProvider time)
{
    /// <summary>All is graded: there may be questions now.</summary>
    public async Task DrawAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, id, cancellationToken) is not { } sitting || await context.DefenceQuestions.AnyAsync(row => row.SittingId == id, cancellationToken))
            return;
        var plan = StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;
        var factor = await context.Sittings.Where(row => row.Id == id).Select(row => row.Invitation == null ? 1 : row.Invitation.Candidate!.TimeFactor).SingleAsync(cancellationToken);
        List<DefenceMaterial> material = [];
        foreach (var task in sitting.Tasks.OrderBy(each => each.Position))
            material.Add(await MaterialAsync(context, sitting, task, plan.Tasks[task.Position - 1], cancellationToken));
        var allowed = (int)SittingTime.Allowed(SittingTime.DefenceMinutes, factor).TotalSeconds;
        context.DefenceQuestions.AddRange(DefenceDraw.Draw(sitting.Seed, material).Select((question, index) => new DefenceQuestion
        {
            SittingId = id, Number = index + 1, Position = question.Position, Question = question.Question, Mark = question.Mark, Guideline = question.Guideline, AllowedSeconds = allowed,
        }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A question ends at the second at which its time is over; with the last one, the sitting does.</summary>
    public async Task CloseDueAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, id, cancellationToken) is not { } sitting)
            return;
        var now = time.GetUtcNow();
        SittingPauses.End(sitting, now); // one that was left open when tasks still closed without it
        var questions = await context.DefenceQuestions.Where(row => row.SittingId == id).ToListAsync(cancellationToken);
        foreach (var question in questions.Where(row => row is { AskedAt: not null, AnsweredAt: null }))
        {
            if (SittingTime.Deadline(question.AllowedSeconds, question.AskedAt, SittingTime.Pauses(sitting), now) is { } deadline && deadline <= now)
                question.AnsweredAt = deadline;
        }
        await context.SaveChangesAsync(cancellationToken);
        if (questions.Count > 0 && questions.TrueForAll(row => row.AnsweredAt is not null))
            await closing.FinishAsync(context, sitting, SittingEnd.Candidate, questions.Max(row => row.AnsweredAt)!.Value, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<DefenceMaterial> MaterialAsync(LabContext context, Sitting sitting, SittingTask task, PlannedTask planned, CancellationToken cancellationToken)
    {
        if (planned.Kind == TaskKind.Incident)
        {
            var record = await context.IncidentSessions.Where(row => row.Id == task.IncidentSessionId).Select(row => row.Record).FirstOrDefaultAsync(cancellationToken);
            return new(task.Position, incidents.Find(task.Slug)?.Title ?? task.Slug, null, null, null, record is null ? null : RecordFile.Unpack(record), IsIncident: true);
        }
        var graded = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.ExerciseSlug == task.Slug && row.Kind == SubmissionKind.Submit && row.Status == SubmissionStatus.Graded)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var exercise = exercises.Find(task.Slug, (int?)task.Variant);
        var best = CountedHandIn.Best(graded, exercise?.Stages.Count ?? 1);
        return new(task.Position, exercise?.Title ?? task.Slug, StoredJson.Read<GradeReport>(graded.FirstOrDefault()?.Report), best?.Report, best?.Row.Source, null, IsIncident: false);
    }

    private static async Task<Sitting?> HoldAsync(LabContext context, Guid id, CancellationToken cancellationToken) =>
        (await context.Sittings.FromSql($"SELECT * FROM sittings WHERE id = {id} AND status = 'Defending' FOR UPDATE").Include(row => row.Pauses).Include(row => row.Tasks).Include(row => row.Revision).AsSplitQuery().ToListAsync(cancellationToken)) is [var sitting] ? sitting : null;
}
