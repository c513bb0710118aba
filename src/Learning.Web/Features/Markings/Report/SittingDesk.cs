using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Markings.Appeals;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Features.Markings.Signals;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Report;

/// <summary>A sitting as the team sees it: the facts, the signals, the people's side, and what is contested.</summary>
public sealed record TeamReport(SittingReport Report, SignalSet Signals, MarkingView Marking, IReadOnlyList<AppealView> Appeals);

/// <summary>One task's evidence: a hand-in with its report, or an incident's record.</summary>
public sealed record TaskEvidence(SittingReport Sitting, TaskReport Task, IncidentReportView? Incident);

/// <summary>What markers read of a sitting. Whose it is stands in the first query of each.</summary>
internal sealed class SittingDesk(
    IDbContextFactory<LabContext> contexts, Markers markers, SittingReader reader, SignalReader signals, MarkingDesk marking, IncidentLibrary incidents, PageHandover handover)
{
    /// <summary>Null: not here, or not this marker's.</summary>
    public Task<TeamReport?> OpenAsync(Guid id, CancellationToken cancellationToken) => handover.ReadAsync($"sitting {id}", () => ReadAsync(id, cancellationToken));

    public Task<TaskEvidence?> TaskAsync(Guid id, int position, CancellationToken cancellationToken) => handover.ReadAsync($"evidence {id} {position}", () => ReadTaskAsync(id, position, cancellationToken));

    private async Task<TaskEvidence?> ReadTaskAsync(Guid id, int position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await markers.FindAsync(context, cancellationToken) is { } marker ? await TaskAsync(context, Markers.Of(context, marker).Where(row => row.Id == id), position, cancellationToken) : null;
    }

    /// <summary>For the candidate's own page as well: <paramref name="mine"/> says whose sitting it may be.</summary>
    public async Task<TaskEvidence?> TaskAsync(LabContext context, IQueryable<Sitting> mine, int position, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(context, mine, cancellationToken) is not { } report || report.Tasks.FirstOrDefault(each => each.Position == position) is not { } task)
            return null;
        if (task.Incident is not { } lab)
            return new(report, task, null);
        var row = await context.IncidentSessions.AsNoTracking().FirstAsync(each => each.Id == lab, cancellationToken);
        if (row.Record is null || incidents.Find(row.Slug) is not { } incident)
            return new(report, task, null);
        var (record, score) = (RecordFile.Unpack(row.Record), StoredJson.Read<IncidentScore>(row.Score));
        return new(report, task, new(new(row.Id, row.Slug, row.Revision, row.Seed, row.Status, row.CreatedAt, row.EndedAt, row.Why, score), incident, record, score, new(record)));
    }

    private async Task<TeamReport?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await markers.FindAsync(context, cancellationToken) is not { } marker)
            return null;
        var mine = Markers.Of(context, marker).Where(row => row.Id == id);
        if (await reader.ReadAsync(context, mine, cancellationToken) is not { } report || await marking.OpenAsync(id, cancellationToken) is not { } people)
            return null;
        var sitting = await mine.AsNoTracking().Include(row => row.Tasks).Include(row => row.Pauses).Include(row => row.Revision).AsSplitQuery().FirstAsync(cancellationToken);
        var seen = await signals.ReadAsync(context, sitting.OrganisationId, [sitting], cancellationToken);
        return new(marker.Hires.Contains(sitting.OrganisationId) ? report : report with { Name = null }, seen[id], people, await AppealDesk.ReadAsync(context, id, withNames: true, cancellationToken));
    }
}
