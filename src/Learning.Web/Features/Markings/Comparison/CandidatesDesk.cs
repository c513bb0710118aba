using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Features.Markings.Signals;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Comparison;

/// <summary>All candidates of an assessment beside each other, by code. There is no rank; names come with decisions.</summary>
internal sealed class CandidatesDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, Markers markers, SignalReader signals, SittingReader titles, PageHandover handover, TimeProvider time)
{
    /// <summary>Null: not here, or not this manager's.</summary>
    public Task<CandidatesView?> OpenAsync(Guid id, CancellationToken cancellationToken) => handover.ReadAsync($"candidates {id}", () => ReadAsync(id, cancellationToken));

    private async Task<CandidatesView?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } manager
            || await context.Assessments.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && manager.OrganisationIds.Contains(row.OrganisationId), cancellationToken) is not { } assessment)
            return null;
        var sittings = await context.Sittings.AsNoTracking().Where(row => row.Revision!.AssessmentId == id && row.OrganisationId == assessment.OrganisationId && row.InvitationId != null)
            .Include(row => row.Revision).Include(row => row.Tasks).Include(row => row.Pauses).AsSplitQuery().ToListAsync(cancellationToken);
        var rows = await RowsAsync(context, assessment.OrganisationId, sittings, manager.Id, cancellationToken);
        var plans = sittings.Select(row => StoredJson.Read<AssessmentPlan>(row.Revision!.Plan)!).Append(StoredJson.Read<AssessmentPlan>(assessment.Plan)!).ToList();
        var widest = plans.MaxBy(plan => plan.Tasks.Count)!;
        return new(id, assessment.Name, [.. widest.Tasks.Select((task, index) => new TaskHead(index + 1, titles.Title(task.Slug), task.Weight))], rows, plans[0].Rubric.Count * MarkingRules.Highest,
            await context.Invitations.CountAsync(row => row.Revision!.AssessmentId == id && row.UsedAt == null && row.RevokedAt == null && row.Sitting == null && row.ExpiresAt > time.GetUtcNow(), cancellationToken));
    }

    /// <summary>What waits for a marker, in all organisations that this one marks for; oldest first.</summary>
    public Task<IReadOnlyList<ToMark>?> ToMarkAsync(CancellationToken cancellationToken) => handover.ReadAsync("markings", () => ReadToMarkAsync(cancellationToken));

    private async Task<IReadOnlyList<ToMark>?> ReadToMarkAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await markers.FindAsync(context, cancellationToken) is not { } marker)
            return null;
        var sittings = await Markers.Of(context, marker).AsNoTracking().Where(row => row.Status == SittingStatus.HandedIn && row.AnonymisedAt == null && !context.HiringDecisions.Any(each => each.SittingId == row.Id))
            .Include(row => row.Revision).Include(row => row.Tasks).Include(row => row.Pauses).AsSplitQuery().OrderBy(row => row.HandedInAt).Take(200).ToListAsync(cancellationToken);
        List<ToMark> waiting = [];
        foreach (var group in sittings.GroupBy(row => row.OrganisationId))
        {
            var codes = await CodesAsync(context, [.. group.Select(row => row.Id)], cancellationToken);
            var progress = await ProgressAsync(context, group.Key, [.. group], marker.Id, cancellationToken);
            waiting.AddRange(group.Select(row => (row, What: What(progress[row.Id], marker.Hires.Contains(group.Key)))).Where(each => each.What is not null)
                .Select(each => new ToMark(each.row.Id, codes[each.row.Id].Code, each.row.Revision!.Name, each.What!, each.row.HandedInAt)));
        }
        return [.. waiting.OrderBy(each => each.HandedInAt)];
    }

    private static string? What(MarkingProgress progress, bool decides) => progress switch
    {
        { MineOpen: true } => "your marking is begun",
        { WantsMarker: true, MineSigned: false } => progress.Begun == 0 ? "wants a first marker" : "wants a second marker",
        { Complete: true, Untalked: > 0, MineSigned: true } => "to talk over",
        { Complete: true, Untalked: 0, Decided: false } when decides => "to decide",
        _ => null,
    };

    private async Task<IReadOnlyList<CandidateRow>> RowsAsync(LabContext context, Guid organisation, IReadOnlyList<Sitting> sittings, Guid me, CancellationToken cancellationToken)
    {
        var ids = sittings.Select(row => row.Id).ToList();
        var codes = await CodesAsync(context, ids, cancellationToken);
        var progress = await ProgressAsync(context, organisation, sittings, me, cancellationToken);
        var rubric = await RubricAsync(context, sittings, progress, cancellationToken);
        var seen = await signals.ReadAsync(context, organisation, sittings, cancellationToken);
        var submissions = sittings.SelectMany(row => row.Tasks).Select(task => task.SubmissionId).OfType<Guid>().ToArray();
        // The report is large; of it the table needs where it was decided, and the interval.
        var timed = await context.Database.SqlQuery<TimedRow>($"""
            SELECT id AS "Id", verdict AS "Verdict", report ->> 'mark' AS "Mark", (report -> 'latency' ->> 'low')::double precision AS "Low", (report -> 'latency' ->> 'high')::double precision AS "High"
            FROM submissions WHERE id = ANY({submissions})
            """).ToDictionaryAsync(row => row.Id, cancellationToken);
        var sessions = sittings.SelectMany(row => row.Tasks).Select(task => task.IncidentSessionId).OfType<Guid>().ToList();
        var labs = await context.IncidentSessions.AsNoTracking().Where(row => sessions.Contains(row.Id)).Select(row => new { row.Id, row.Score }).ToDictionaryAsync(row => row.Id, row => row.Score, cancellationToken);
        var decided = (await context.HiringDecisions.AsNoTracking().Where(row => ids.Contains(row.SittingId)).ToListAsync(cancellationToken)).ToLookup(row => row.SittingId);
        var appeals = await context.Appeals.Where(row => ids.Contains(row.SittingId) && row.AnsweredAt == null).GroupBy(row => row.SittingId).ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);
        return [.. sittings.OrderBy(row => row.HandedInAt is null).ThenBy(row => row.HandedInAt).ThenBy(row => row.CreatedAt).Select(row =>
        {
            var plan = StoredJson.Read<AssessmentPlan>(row.Revision!.Plan)!;
            return new CandidateRow(row.Id, codes[row.Id].Code, codes[row.Id].Name, row.Status, row.HandedInAt,
                [.. row.Tasks.OrderBy(task => task.Position).Select(task => Cell(task, plan, task.SubmissionId is { } hand ? timed.GetValueOrDefault(hand) : null, task.IncidentSessionId is { } lab ? labs.GetValueOrDefault(lab) : null))],
                rubric.TryGetValue(row.Id, out var total) ? total : null, progress[row.Id], new PlanClock(row, plan.Minutes).Used(time.GetUtcNow()), seen[row.Id].Count,
                decided[row.Id].MaxBy(each => each.At)?.Outcome, appeals.GetValueOrDefault(row.Id));
        })];
    }

    private static CandidateCell Cell(SittingTask task, AssessmentPlan plan, TimedRow? row, string? score)
    {
        var of = task.Position <= plan.Tasks.Count ? plan.Tasks[task.Position - 1].Weight : 0;
        var verdict = row?.Verdict is { } name ? Enum.Parse<Verdict>(name) : (Verdict?)null;
        var look = score is not null ? OutcomeWords.Look(StoredJson.Read<IncidentScore>(score)) : verdict is { } given ? OutcomeLook.Of(given) : row is not null ? new("v-live", "acc", "Being graded") : new("v-none", "dim", "Nothing handed in");
        return new(task.Position, look.Glyph, look.Tone, look.Word, task.Points, task.IsGraded(), of, verdict, row?.Low, row?.High, verdict is Verdict.Passed or Verdict.Inconclusive || row?.Mark is "M5" or "M6");
    }

    /// <summary>The name goes along only where a decision stands.</summary>
    private static async Task<Dictionary<Guid, (string Code, string? Name)>> CodesAsync(LabContext context, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        (await context.Sittings.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new
        {
            row.Id, row.Invitation!.Candidate!.Code,
            Name = context.HiringDecisions.Any(each => each.SittingId == row.Id) ? row.Invitation.Candidate.Name ?? row.Invitation.Candidate.Email : null,
        }).ToListAsync(cancellationToken)).ToDictionary(row => row.Id, row => (row.Code, row.Name));

    /// <summary>Counts only: no score of an open marking is read for it.</summary>
    private static async Task<Dictionary<Guid, MarkingProgress>> ProgressAsync(LabContext context, Guid organisation, IReadOnlyList<Sitting> sittings, Guid me, CancellationToken cancellationToken)
    {
        var ids = sittings.Select(row => row.Id).ToList();
        var able = await Markers.In(context, organisation).ToListAsync(cancellationToken);
        var needed = Math.Clamp(able.Count, 1, 2);
        var rows = (await context.Markings.AsNoTracking().Where(row => ids.Contains(row.SittingId)).Select(row => new { row.SittingId, row.MarkerId, Signed = row.SignedAt != null }).ToListAsync(cancellationToken))
            .Where(row => row.Signed || able.Contains(row.MarkerId)).ToLookup(row => row.SittingId);
        var decided = await context.HiringDecisions.Where(row => ids.Contains(row.SittingId)).Select(row => row.SittingId).Distinct().ToListAsync(cancellationToken);
        var whole = ids.Where(id => decided.Contains(id) || rows[id].Count(row => row.Signed) >= needed).ToList();
        var scores = (await context.Markings.AsNoTracking().Where(row => whole.Contains(row.SittingId) && row.SignedAt != null).Select(row => new { row.SittingId, row.Scores }).ToListAsync(cancellationToken)).ToLookup(row => row.SittingId, row => row.Scores);
        var talks = (await context.MarkingTalks.AsNoTracking().Where(row => whole.Contains(row.SittingId)).Select(row => new { row.SittingId, row.RubricKey }).ToListAsync(cancellationToken)).ToLookup(row => row.SittingId, row => row.RubricKey);
        return ids.ToDictionary(id => id, id => new MarkingProgress(needed, rows[id].Count(), rows[id].Count(row => row.Signed), rows[id].Any(row => row.MarkerId == me && !row.Signed), rows[id].Any(row => row.MarkerId == me && row.Signed),
            decided.Contains(id), Apart(scores[id]).Count(key => !talks[id].Contains(key, StringComparer.Ordinal))));
    }

    private static IEnumerable<string> Apart(IEnumerable<string> stored) => stored.SelectMany(json => StoredJson.Read<Dictionary<string, RowScore>>(json) ?? [])
        .GroupBy(each => each.Key, each => each.Value.Score, StringComparer.Ordinal).Where(group => group.Max() - group.Min() >= MarkingRules.Apart).Select(group => group.Key);

    /// <summary>The sum over the rubric, only of sittings whose markings are all signed.</summary>
    private static async Task<Dictionary<Guid, double>> RubricAsync(LabContext context, IReadOnlyList<Sitting> sittings, Dictionary<Guid, MarkingProgress> progress, CancellationToken cancellationToken)
    {
        var whole = sittings.Where(row => progress[row.Id].Complete).Select(row => row.Id).ToList();
        var signed = (await context.Markings.AsNoTracking().Where(row => whole.Contains(row.SittingId) && row.SignedAt != null).Select(row => new { row.SittingId, row.Scores }).ToListAsync(cancellationToken)).ToLookup(row => row.SittingId, row => row.Scores);
        var talks = (await context.MarkingTalks.AsNoTracking().Where(row => whole.Contains(row.SittingId)).ToListAsync(cancellationToken)).ToLookup(row => row.SittingId);
        return whole.Where(id => signed[id].Any()).ToDictionary(id => id, id => signed[id].SelectMany(json => StoredJson.Read<Dictionary<string, RowScore>>(json) ?? []).GroupBy(each => each.Key, StringComparer.Ordinal)
            .Sum(group => talks[id].FirstOrDefault(talk => talk.RubricKey == group.Key)?.Score ?? group.Average(each => each.Value.Score ?? 0)));
    }

    private sealed record TimedRow(Guid Id, string? Verdict, string? Mark, double? Low, double? High);
}
