using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Markings.Appeals;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Features.Markings.Signals;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Report;

/// <summary>A rubric row as the candidate reads it.</summary>
public sealed record SettledRow(string Title, double Score);

/// <summary>
/// The candidate's own report: the same facts as the team's. Markers have no names in it, other candidates do not appear, and what people make of
/// the work comes with the decision. <c>Report</c>: null while the sitting is not handed in.
/// </summary>
public sealed record CandidateReport(Guid Sitting, SittingReport? Report, SignalSet? Signals, IReadOnlyList<SettledRow> Rubric, IReadOnlyList<DecisionView> Decisions, IReadOnlyList<AppealView> Appeals);

/// <summary>What a candidate may read of their own sitting, from the seat that they hold.</summary>
internal sealed class CandidateReportDesk(IDbContextFactory<LabContext> contexts, CurrentSeat seat, SittingReader reader, SignalReader signals, SittingDesk desk, PageHandover handover)
{
    /// <summary>Null: no seat, or not the seat any more.</summary>
    public Task<CandidateReport?> OpenAsync(CancellationToken cancellationToken) => handover.ReadAsync("my report", () => ReadAsync(cancellationToken));

    private async Task<CandidateReport?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context) is not { } mine || await mine.AsNoTracking().Include(row => row.Tasks).Include(row => row.Pauses).Include(row => row.Revision).AsSplitQuery().FirstOrDefaultAsync(cancellationToken) is not { } sitting)
            return null;
        if (sitting.Status != SittingStatus.HandedIn)
            return new(sitting.Id, null, null, [], [], []);
        var report = (await reader.ReadAsync(context, mine, cancellationToken))!;
        var seen = (await signals.ReadAsync(context, sitting.OrganisationId, [sitting], cancellationToken))[sitting.Id];
        IReadOnlyList<DecisionView> decisions = [.. (await MarkingDesk.DecisionsAsync(context, sitting.Id, cancellationToken))];
        return new(sitting.Id, report with { Name = null, Defence = [.. report.Defence.Select(each => each with { Guideline = "" })] },
            seen with { Likeness = [.. seen.Likeness.Select(like => like with { Nearest = like.Nearest is { } near ? near with { Sitting = Guid.Empty, Code = "" } : null, Known = like.Known is { } known ? known with { Name = "" } : null })] },
            decisions.Count == 0 ? [] : await RubricAsync(context, sitting, cancellationToken), decisions, await AppealDesk.ReadAsync(context, sitting.Id, withNames: false, cancellationToken));
    }

    /// <summary>One task's evidence; null before the hand-in as well.</summary>
    public Task<TaskEvidence?> TaskAsync(int position, CancellationToken cancellationToken) => handover.ReadAsync($"my task {position}", () => ReadTaskAsync(position, cancellationToken));

    private async Task<TaskEvidence?> ReadTaskAsync(int position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context) is not { } mine || await desk.TaskAsync(context, mine.Where(row => row.Status == SittingStatus.HandedIn), position, cancellationToken) is not { } found)
            return null;
        // An expert's path would tell the incident to everybody who gets it next.
        return found with { Sitting = found.Sitting with { Name = null }, Incident = found.Incident is { } incident ? incident with { Incident = incident.Incident with { Expert = [] } } : null };
    }

    /// <summary>The sitting whose report this browser may read, for an act on it.</summary>
    public async Task<Guid?> SittingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await MineAsync(context) is { } mine ? await mine.Where(row => row.Status == SittingStatus.HandedIn).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken) : null;
    }

    private async Task<IQueryable<Sitting>?> MineAsync(LabContext context) => await seat.FindAsync() is { } taken
        ? context.Sittings.Where(row => row.Id == taken.SittingId && row.LearnerId == taken.LearnerId && row.Seat == taken.Number && row.AnonymisedAt == null) : null;

    private static async Task<IReadOnlyList<SettledRow>> RubricAsync(LabContext context, Sitting sitting, CancellationToken cancellationToken)
    {
        var signed = (await context.Markings.AsNoTracking().Where(row => row.SittingId == sitting.Id && row.SignedAt != null).Select(row => row.Scores).ToListAsync(cancellationToken)).ConvertAll(json => StoredJson.Read<Dictionary<string, RowScore>>(json) ?? []);
        var talks = await context.MarkingTalks.AsNoTracking().Where(row => row.SittingId == sitting.Id).ToDictionaryAsync(row => row.RubricKey, row => row.Score, StringComparer.Ordinal, cancellationToken);
        return [.. StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!.Rubric.Where(row => signed.Exists(each => each.ContainsKey(row.Key)))
            .Select(row => new SettledRow(row.Title, talks.TryGetValue(row.Key, out var score) ? score : signed.Select(each => each.GetValueOrDefault(row.Key)?.Score).OfType<int>().DefaultIfEmpty(0).Average()))];
    }
}
