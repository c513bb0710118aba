using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading;

/// <summary>From evidence to findings, without gathering any: what a first grading and a regrade share.</summary>
internal static class Judge
{
    public static IReadOnlyList<EvidenceKind> Needs(Stage stage) => [.. stage.Checks.SelectMany(check => check.Needs).Distinct().Order()];

    public static StageResult Stage(Exercise exercise, Stage stage, Evidence evidence)
    {
        // A check may look at all that is there, so what is there must not depend on how far a grading came.
        if (!exercise.Stages.TakeWhile(each => each != stage).Append(stage).Any(each => Needs(each).Contains(EvidenceKind.Growth)))
            evidence = evidence with { Growth = [] };
        CheckResult[] results = [.. stage.Checks.Select(check => check.Judge(exercise, evidence))];
        var worst = Array.Find(results, result => result.Status == StageStatus.Failed) ?? Array.Find(results, result => result.Status == StageStatus.Unsure);
        var shown = worst ?? results[0];
        return new(stage.Name, shown.Status, shown.Value, results);
    }

    public static StageResult Stopped(Stage stage, RunOutcome stopped) => new(stage.Name, StageStatus.Failed, ReportWriter.Word(stopped.Kind), []);

    public static StageResult NotReached(Stage stage) => new(stage.Name, StageStatus.NotReached, "not reached", []);

    /// <summary>Why nothing more was gathered; null when nothing stopped it.</summary>
    public static RunOutcome? Stopped(Evidence evidence) => evidence.Prepared.Kind == OutcomeKind.Completed ? evidence.Stopped : evidence.Prepared;

    public static bool Gathered(Evidence evidence, EvidenceKind kind) => kind switch
    {
        EvidenceKind.Visible => evidence.Visible is not null,
        EvidenceKind.Hidden => evidence.Hidden.Count > 0,
        EvidenceKind.Growth => evidence.Growth.Count > 0,
        EvidenceKind.Crowd => evidence.Crowd is not null,
        EvidenceKind.Ownership => evidence.Ownership is not null,
        EvidenceKind.Latency => evidence.Latency is not null,
        _ => evidence.Load is not null,
    };

    /// <summary>Judges what is there. The second is the first stage that there is no evidence for, when nothing had failed before it.</summary>
    public static (IReadOnlyList<StageResult> Stages, string? Missing) Again(Exercise exercise, GradeMode mode, Evidence evidence)
    {
        if (mode == GradeMode.Try)
            return ([], null);
        var stages = exercise.Stages.Select(NotReached).ToArray();
        var stopped = Stopped(evidence);
        for (var i = 0; i < stages.Length; i++)
        {
            var needs = Needs(exercise.Stages[i]);
            if (evidence.Prepared.Kind != OutcomeKind.Completed)
                break;
            if (stopped is not null && (evidence.StoppedIn is null || needs.Contains(evidence.StoppedIn.Value)))
            {
                stages[i] = Stopped(exercise.Stages[i], stopped);
                break;
            }
            if (!needs.All(kind => Gathered(evidence, kind)))
                return (stages, exercise.Stages[i].Name);
            stages[i] = Stage(exercise, exercise.Stages[i], evidence);
            if (stages[i].Status != StageStatus.Passed)
                break;
        }
        return (stages, null);
    }
}
