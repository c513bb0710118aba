using System.Text.Json;

using Learning.Grading.Exercises;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>Where points come from; what a task's breakdown holds, as JSON.</summary>
internal sealed record ScoredLine(string Text, decimal Points, decimal Of);

/// <summary>What every task came to, once all of it is graded: the best hand-in counts, and nothing of ours costs.</summary>
internal sealed class SittingScoring(IDbContextFactory<LabContext> contexts, ExerciseLibrary library, HiringEvents events)
{
    public async Task ScoreAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var rows = await context.Sittings.FromSql($"SELECT * FROM sittings WHERE id = {id} AND status = 'HandedIn' FOR UPDATE").Include(row => row.Tasks).Include(row => row.Revision).ToListAsync(cancellationToken);
        if (rows is not [var sitting] || sitting.Tasks.TrueForAll(task => task.Breakdown is not null))
            return;
        var plan = StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;
        foreach (var task in sitting.Tasks.Where(each => each.Breakdown is null))
        {
            var planned = plan.Tasks[task.Position - 1];
            var lines = planned.Kind == TaskKind.Incident
                ? await IncidentAsync(context, task, planned.Weight, cancellationToken)
                : await ExerciseAsync(context, sitting, task, planned.Weight, cancellationToken);
            (task.Points, task.Breakdown) = (lines.Count > 0 && lines[0] == OursLine ? null : Math.Round(lines.Sum(line => line.Points), 2), JsonSerializer.Serialize(lines, JsonSerializerOptions.Web));
        }
        if (sitting.InvitationId is not null)
            await events.AddAsync(context, sitting.OrganisationId, HiringEventNames.SittingGraded, id, new { sitting = id, invitation = sitting.InvitationId, points = SittingSum.Points(sitting.Tasks), of = SittingSum.OutOf(plan, sitting.Tasks) }, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The task then has no points, and is left out of the sum that it would count in.</summary>
    private static readonly ScoredLine OursLine = new("Our fault: it could not be graded. It counts neither for nor against.", 0, 0);

    private async Task<List<ScoredLine>> ExerciseAsync(LabContext context, Sitting sitting, SittingTask task, int weight, CancellationToken cancellationToken)
    {
        var handedIn = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.ExerciseSlug == task.Slug && row.Kind == SubmissionKind.Submit)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        if (CountedHandIn.Best(handedIn, library.Find(task.Slug, (int?)task.Variant)?.Stages.Count ?? 1) is not { } best)
            return handedIn.Count > 0 ? [OursLine] : [new("Nothing was handed in.", 0, weight)];
        task.SubmissionId = best.Row.Id;
        var each = (decimal)weight / best.Stages.Count;
        return [.. best.Stages.Select(stage => new ScoredLine(stage.Text, stage.Passed ? Math.Round(each, 4) : 0, Math.Round(each, 4)))];
    }

    /// <summary>A lab that does not begin for so long has waited for us.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    private static async Task<List<ScoredLine>> IncidentAsync(LabContext context, SittingTask task, int weight, CancellationToken cancellationToken)
    {
        var session = await context.IncidentSessions.AsNoTracking().Where(row => row.Id == task.IncidentSessionId).Select(row => new { row.Status, row.Score, row.Why, row.CreatedAt, row.EndedAt }).FirstOrDefaultAsync(cancellationToken);
        if (session is null)
            return [new("The lab was not started.", 0, weight)];
        // Asked for in the last minutes, it is no fault of ours; asking for a lab may not take its task out of the sum.
        if (session is { Status: IncidentStatus.Ended, Score: null } && session.Why != IncidentLedger.Restarted && session.EndedAt - session.CreatedAt < LongWait)
            return [new("The lab was asked for too late: it had not begun when the time was over.", 0, weight)];
        if (StoredJson.Read<IncidentScore>(session.Score) is not { } score)
            return [OursLine];
        return
        [
            Line("Detect", score.Detect, IncidentScore.DetectOf), Line("Fix", score.Fix, IncidentScore.FixOf), Line("Trap", score.Trap, IncidentScore.TrapOf),
        ];

        ScoredLine Line(string name, int points, int of) => new($"{name}: {points} of {of}", Math.Round(points * weight / 100m, 4), Math.Round(of * weight / 100m, 4));
    }
}
