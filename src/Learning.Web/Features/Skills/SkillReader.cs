using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Skills;

/// <summary>One piece of evidence: where it is, when it came to be, and the figures of the checks that passed.</summary>
public sealed record Proof(string Href, string Title, DateTimeOffset At, IReadOnlyList<string> Figures);

/// <summary>A skill with all that shows it. <c>Open</c>: begun, and not passed yet. <c>Try</c>: where it could be shown next.</summary>
public sealed record SkillView(string Title, IReadOnlyList<Proof> Proofs, IReadOnlyList<Proof> Open, string? Try);

/// <summary>Skills by evidence: an exercise that was passed shows what it is about, with its figures. Nothing is counted as points.</summary>
internal sealed class SkillReader(SkillCatalogue catalogue, ExerciseLibrary exercises, IncidentLibrary incidents)
{
    public async Task<IReadOnlyList<SkillView>> ReadAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        var (passed, open) = await ExercisesAsync(context, learner, cancellationToken);
        var labs = await LabsAsync(context, learner, cancellationToken);
        var titles = catalogue.Skills.Select(skill => skill.Title).Concat(exercises.Exercises.SelectMany(catalogue.Of)).Distinct(StringComparer.Ordinal);
        return [.. titles.Select(title =>
        {
            var isOfIncidents = catalogue.Skills.Any(skill => skill.Incidents && skill.Title == title);
            var about = exercises.Exercises.Where(exercise => catalogue.Of(exercise).Contains(title, StringComparer.Ordinal)).ToList();
            var (proofs, begun) = (Of(passed, about), Of(open, about));
            if (isOfIncidents)
                (proofs, begun) = ([.. proofs, .. labs.Where(lab => lab.Healed).Select(lab => lab.Proof)], [.. begun, .. labs.Where(lab => !lab.Healed).Select(lab => lab.Proof)]);
            var next = about.FirstOrDefault(exercise => !passed.ContainsKey(exercise.Slug));
            return new SkillView(title, proofs, begun, next is not null ? $"/exercises/{next.Slug}" : isOfIncidents ? "/incidents" : null);
        })];
    }

    /// <summary>The checks that passed, as the report says them.</summary>
    public static IReadOnlyList<string> Figures(string? stages) =>
        [.. (StoredJson.Read<IReadOnlyList<StageResult>>(stages) ?? []).SelectMany(stage => stage.Checks).Where(check => check is { Status: StageStatus.Passed, Value.Length: > 0 })
            .Select(check => check.Limit is { } limit ? $"{check.Name} {check.Value}, limit {limit}" : $"{check.Name} {check.Value}")];

    private static IReadOnlyList<Proof> Of(Dictionary<string, Proof> proofs, List<Exercise> about) =>
        [.. about.Select(exercise => proofs.GetValueOrDefault(exercise.Slug)).OfType<Proof>().OrderByDescending(proof => proof.At)];

    private async Task<(Dictionary<string, Proof> Passed, Dictionary<string, Proof> Open)> ExercisesAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        var rows = await context.Submissions.AsNoTracking()
            .Where(row => row.LearnerId == learner && row.Kind == SubmissionKind.Submit && row.Status == SubmissionStatus.Graded && row.Verdict != null)
            .Select(row => new { row.Id, row.ExerciseSlug, row.Verdict, At = row.GradedAt ?? row.CreatedAt }).ToListAsync(cancellationToken);
        var newest = rows.OrderByDescending(row => row.Verdict == Verdict.Passed).ThenByDescending(row => row.At).DistinctBy(row => row.ExerciseSlug, StringComparer.Ordinal).ToList();
        var ids = newest.Where(row => row.Verdict == Verdict.Passed).Select(row => row.Id).ToList();
        var stages = await context.Submissions.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Progress, cancellationToken);
        var proofs = newest.Where(row => exercises.Find(row.ExerciseSlug) is not null).ToLookup(
            row => row.Verdict == Verdict.Passed,
            row => (row.ExerciseSlug, Proof: new Proof($"/submissions/{row.Id}", exercises.Find(row.ExerciseSlug)!.Title, row.At, Figures(stages.GetValueOrDefault(row.Id)))));
        return (proofs[true].ToDictionary(each => each.ExerciseSlug, each => each.Proof, StringComparer.Ordinal), proofs[false].ToDictionary(each => each.ExerciseSlug, each => each.Proof, StringComparer.Ordinal));
    }

    /// <summary>Of each incident the best session that was handed in.</summary>
    private async Task<List<(bool Healed, Proof Proof)>> LabsAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        var rows = await context.IncidentSessions.AsNoTracking().Where(row => row.LearnerId == learner && row.Status == IncidentStatus.Ended && row.Score != null)
            .Select(row => new { row.Id, row.Slug, row.Score, At = row.EndedAt ?? row.CreatedAt }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row, Score: StoredJson.Read<IncidentScore>(row.Score)!)).Where(each => each.Score.Outcome != IncidentOutcome.NotHandedIn)
            .OrderByDescending(each => each.Score.Total).DistinctBy(each => each.row.Slug, StringComparer.Ordinal)
            .Select(each => (each.Score.Outcome is IncidentOutcome.Healed or IncidentOutcome.HealedForGood, new Proof(
                $"/incidents/{each.row.Slug}/labs/{each.row.Id}/report", incidents.Find(each.row.Slug)?.Title ?? each.row.Slug, each.row.At,
                [OutcomeWords.Look(each.Score).Word, $"{each.Score.Total} of 100"])))];
    }
}
