using Learning.Grading.Bundles;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Appeals;

/// <summary>Judges a contested check again from the evidence that is kept, by the engine of now. Nothing is run, and nothing that was given changes.</summary>
internal sealed class AppealJudge(ExerciseLibrary exercises, IncidentLibrary incidents)
{
    /// <summary>The checks of a task that can be contested, as they are named in an appeal.</summary>
    public static IEnumerable<string> Checks(GradeReport report) => report.Stages.SelectMany(stage => stage.Checks.Select(check => Key(stage, check)));

    public static string Key(StageResult stage, CheckResult check) => $"{stage.Name}, {check.Name}";

    public async Task<AppealJudgement> JudgeAsync(LabContext context, SittingTask task, string check, CancellationToken cancellationToken)
    {
        if (task.IncidentSessionId is { } lab)
            return await ScoreAsync(context, lab, check, cancellationToken);
        var packed = await context.Evidence.Where(row => row.SubmissionId == task.SubmissionId).Select(row => row.Bundle).FirstOrDefaultAsync(cancellationToken);
        if (packed is null)
            return Nothing("The evidence of this hand-in is not kept, so it could not be judged again. A person looks at the report.");
        if (exercises.Find(task.Slug, (int?)task.Variant) is not { } exercise)
            return Nothing("The exercise is not in the library any more, so it could not be judged again. A person looks at the report.");
        try
        {
            var again = Regrade.From(EvidenceBundle.FromCompressed(packed), exercise);
            return new()
            {
                Engine = again.Engine, Then = Finding(again.Before, check), Now = Finding(again.After, check), VerdictThen = again.Before.Verdict, VerdictNow = again.After.Verdict, Differences = again.Differences, Notes = again.Notes,
            };
        }
        catch (BundleException refusal)
        {
            return Nothing($"It could not be judged again: {refusal.Message} A person looks at the report.");
        }
    }

    private async Task<AppealJudgement> ScoreAsync(LabContext context, Guid lab, string dimension, CancellationToken cancellationToken)
    {
        var row = await context.IncidentSessions.AsNoTracking().FirstOrDefaultAsync(each => each.Id == lab, cancellationToken);
        if (row is not { Record: { } packed, Score: not null } || incidents.Find(row.Slug) is not { } incident)
            return Nothing("The record of this incident is not kept, so it could not be scored again. A person looks at the report.");
        var (then, now) = (StoredJson.Read<IncidentScore>(row.Score)!, IncidentScoring.Score(incident, RecordFile.Unpack(packed)));
        return new()
        {
            Engine = EvidenceBundle.CurrentEngine, Then = Points(then, dimension), Now = Points(now, dimension),
            Differences = [.. Enum.GetNames<ScoreDimension>().Where(each => Points(then, each) != Points(now, each)).Select(each => $"{each}: {Points(then, each)} then, {Points(now, each)} now.")],
            Notes = incident.Revision == row.Revision ? [] : [$"The incident has changed since: it was scored at revision {row.Revision}, this is {incident.Revision}."],
        };
    }

    private static string Points(IncidentScore score, string dimension) => dimension switch
    {
        nameof(ScoreDimension.Detect) => $"{score.Detect} of {IncidentScore.DetectOf}",
        nameof(ScoreDimension.Fix) => $"{score.Fix} of {IncidentScore.FixOf}",
        _ => $"{score.Trap} of {IncidentScore.TrapOf}",
    };

    private static string Finding(GradeReport report, string key) => report.Stages.SelectMany(stage => stage.Checks.Where(check => Key(stage, check) == key)).FirstOrDefault() is { } check
        ? $"{check.Status.ToString().ToLowerInvariant()} with {check.Value}{(check.Limit is { } limit ? $" (limit {limit})" : "")}" : "not judged";

    private static AppealJudgement Nothing(string why) => new() { Notes = [why] };
}
