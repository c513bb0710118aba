using Learning.Grading.Exercises;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Replay;

/// <summary>What a replay shows. <c>Length</c>: minutes of the plan.</summary>
internal sealed record ReplayView(Guid Sitting, string Code, int Position, string Title, double Length, EditPlayback Playback);

/// <summary>How an answer came about, for markers.</summary>
internal sealed class ReplayDesk(IDbContextFactory<LabContext> contexts, Markers markers, ExerciseLibrary exercises, SittingReader titles, PageHandover handover)
{
    public Task<ReplayView?> OpenAsync(Guid id, int position, CancellationToken cancellationToken) => handover.ReadAsync($"replay {id} {position}", () => ReadAsync(id, position, cancellationToken));

    private async Task<ReplayView?> ReadAsync(Guid id, int position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await markers.FindAsync(context, cancellationToken) is not { } marker)
            return null;
        var sitting = await Markers.Of(context, marker).AsNoTracking().Include(row => row.Revision).Include(row => row.Tasks).Include(row => row.Pauses).AsSplitQuery().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (sitting?.Tasks.Find(row => row.Position == position) is not { } task)
            return null;
        var code = await context.Invitations.Where(row => row.Id == sitting.InvitationId).Select(row => row.Candidate!.Code).FirstAsync(cancellationToken);
        var events = await context.SittingEvents.AsNoTracking().Where(row => row.SittingId == id && row.Position == position).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var handed = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.ExerciseSlug == task.Slug).Select(row => new { row.Id, row.Source, row.Verdict }).ToDictionaryAsync(row => row.Id, cancellationToken);
        var clock = new PlanClock(sitting, StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!.Minutes);
        return new(id, code, position, titles.Title(task), clock.Minute(sitting.TasksClosedAt ?? events.LastOrDefault()?.At ?? sitting.CreatedAt),
            EditPlayback.Of(exercises.Find(task.Slug, (int?)task.Variant)?.Starter.Text ?? "", events, clock.Minute, submission => handed.TryGetValue(submission, out var row) ? (row.Source, row.Verdict is { } verdict ? OutcomeLook.Of(verdict).Word : "being graded") : null));
    }
}
