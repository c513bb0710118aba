using System.Text.Json;
using System.Text.Json.Nodes;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings;
using Learning.Web.Features.Sittings.Care;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Exports;

/// <summary>
/// What leaves this site about sittings, for the API and for files alike. Name and address, and the ids by which either is found, only where a
/// decision is recorded, as on the pages: who marks reads these too.
/// Times are told in shares of the time box, and starts by the day: a personal time factor stays out of every report, and out of here.
/// </summary>
internal static class ResultReader
{
    /// <summary>Of the sittings in <paramref name="wanted"/>; whose they are has been asked in it. Previews are left out.</summary>
    public static async Task<IReadOnlyList<SittingResult>> ReadAsync(LabContext context, IQueryable<Sitting> wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sittings = await wanted.Where(row => row.InvitationId != null).AsNoTracking().AsSplitQuery()
            .Include(row => row.Tasks.OrderBy(task => task.Position)).Include(row => row.Pauses).Include(row => row.Revision).Include(row => row.Invitation!.Candidate).ToListAsync(cancellationToken);
        var ids = sittings.Select(row => row.Id).ToList();
        var learners = sittings.Select(row => row.LearnerId).ToList();
        var verdicts = await context.Submissions.Where(row => learners.Contains(row.LearnerId) && row.Verdict != null).Select(row => new { row.Id, row.Verdict }).ToDictionaryAsync(row => row.Id, row => row.Verdict, cancellationToken);
        var markings = await context.Markings.AsNoTracking().Where(row => ids.Contains(row.SittingId)).ToListAsync(cancellationToken);
        var talks = await context.MarkingTalks.AsNoTracking().Where(row => ids.Contains(row.SittingId)).ToListAsync(cancellationToken);
        var decisions = (await context.HiringDecisions.AsNoTracking().Where(row => ids.Contains(row.SittingId)).OrderByDescending(row => row.At).ToListAsync(cancellationToken)).ToLookup(row => row.SittingId);
        var plans = sittings.Select(row => row.Revision!).DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => PlanText.Read(row.Plan));
        return
        [
            .. sittings.Select(row =>
            {
                var plan = plans[row.RevisionId];
                var candidate = row.Invitation!.Candidate!;
                var decision = decisions[row.Id].FirstOrDefault();
                return new SittingResult
                {
                    Id = row.Id, Invitation = decision is null ? null : row.InvitationId, ExternalId = decision is null ? null : row.Invitation.ExternalId, Assessment = row.Revision!.AssessmentId, AssessmentName = row.Revision.Name, Revision = row.Revision.Number,
                    Candidate = decision is null ? null : candidate.Id, Code = candidate.Code, Name = decision is null ? null : candidate.Name, Email = decision is null ? null : candidate.Email,
                    Status = row.Status, StartedOn = row.StartedAt is { } start ? DateOnly.FromDateTime(start.UtcDateTime) : null, HandedInAt = row.HandedInAt, EndedBy = row.EndedBy, TimeUsed = Used(row, now),
                    Points = SittingSum.Points(row.Tasks), OutOf = SittingSum.OutOf(plan, row.Tasks),
                    Tasks =
                    [
                        .. row.Tasks.Select(task => new TaskResult(
                            task.Position, task.Slug, plan.Tasks.ElementAtOrDefault(task.Position - 1)?.Kind ?? TaskKind.Exercise, task.Points, plan.Tasks.ElementAtOrDefault(task.Position - 1)?.Weight ?? 0,
                            task.SubmissionId is { } id && verdicts.TryGetValue(id, out var verdict) ? verdict : null, task.SubmissionId, Parse(task.Breakdown))),
                    ],
                    Rubric = Scores(plan, [.. markings.Where(each => each.SittingId == row.Id)], [.. talks.Where(each => each.SittingId == row.Id)], decision is not null),
                    Decision = decision is null ? null : new(decision.Outcome, decision.DeciderName, decision.Reasons, decision.At), AnonymisedAt = candidate.AnonymisedAt ?? row.AnonymisedAt,
                };
            }),
        ];
    }

    /// <summary>The share of the own time box until the tasks were closed, in percent; time that was ours left out.</summary>
    private static int? Used(Sitting row, DateTimeOffset now)
    {
        if (row is not { StartedAt: { } start, AllowedSeconds: > 0 and var allowed })
            return null;
        var end = row.TasksClosedAt ?? row.HandedInAt ?? now;
        var used = end - start - SittingClock.Paused(start, row.Pauses.Select(pause => new Pause(pause.From, pause.To)), end);
        return (int)Math.Round(Math.Clamp(used.TotalSeconds / allowed, 0, 1) * 100);
    }

    /// <summary>Markers are blind to each other until two have signed or it is decided, and so is everybody else; what they settled on after talking counts.</summary>
    private static Dictionary<string, decimal> Scores(AssessmentPlan plan, IReadOnlyList<Marking> markings, IReadOnlyList<MarkingTalk> talks, bool decided)
    {
        var signed = markings.Where(each => each.SignedAt is not null).ToList();
        if (!decided && signed.Count < 2)
            return new(StringComparer.Ordinal);
        var scores = signed.Select(each => JsonNode.Parse(each.Scores) as JsonObject ?? []).ToList();
        return plan.Rubric.Select(row => (row.Key, Score: talks.FirstOrDefault(talk => talk.RubricKey == row.Key) is { } talk ? talk.Score : Mean(scores, row.Key)))
            .Where(each => each.Score is not null).ToDictionary(each => each.Key, each => each.Score!.Value, StringComparer.Ordinal);
    }

    private static decimal? Mean(IReadOnlyList<JsonObject> scores, string key)
    {
        var given = scores.Select(each => each[key]?["score"] is JsonValue value && value.TryGetValue<decimal>(out var score) ? (decimal?)score : null).OfType<decimal>().ToList();
        return given.Count == 0 ? null : Math.Round(given.Average(), 2);
    }

    private static JsonElement? Parse(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement.Clone();
}
