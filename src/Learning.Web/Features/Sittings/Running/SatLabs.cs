using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>
/// A lab as its candidate may see it. <c>Way</c>: the page of the assessment that it belongs to. <c>Counts</c>: it has ended, is a task's lab, and no other can be
/// started in its place: only then is anything said of how it came out.
/// </summary>
internal sealed record SatLab(string Way, CandidateFeedback Feedback, bool IsTask, bool Counts);

/// <summary>Which labs are tasks of this browser's sitting.</summary>
internal sealed class SatLabs(IDbContextFactory<LabContext> contexts, CurrentSeat seat)
{
    /// <summary>Null for whoever is no candidate.</summary>
    public async Task<SatLab?> FindAsync(Guid lab, CancellationToken cancellationToken)
    {
        if (await seat.FindAsync() is not { } taken)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var task = await context.SittingTasks.AsNoTracking().Where(row => row.IncidentSessionId == lab && row.SittingId == taken.SittingId && row.Sitting!.LearnerId == taken.LearnerId && row.Sitting.Seat == taken.Number)
            .Select(row => new { row.Position, row.Sitting!.Status, row.Sitting.Revision!.Plan }).FirstOrDefaultAsync(cancellationToken);
        if (task is null) // of another task, or what a reset left: both would tell what is asked
            return new(SeatPages.Start, CandidateFeedback.Nothing, IsTask: false, Counts: false);
        var session = await context.IncidentSessions.Where(row => row.Id == lab).Select(row => new { row.Status, row.Why }).FirstAsync(cancellationToken);
        var isOver = session.Status == IncidentStatus.Ended && (task.Status != SittingStatus.Running || session.Why != IncidentLedger.Restarted);
        var way = task.Status switch
        {
            SittingStatus.Running => FormattableString.Invariant($"/sitting/tasks/{task.Position}"),
            SittingStatus.HandedIn => FormattableString.Invariant($"/sitting/report/tasks/{task.Position}"),
            _ => SeatPages.Start,
        };
        return new(way, StoredJson.Read<AssessmentPlan>(task.Plan)!.Feedback, IsTask: true, isOver);
    }
}
