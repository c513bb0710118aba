using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading;

/// <summary>Try runs the visible data and judges nothing; Submit grades.</summary>
public enum GradeMode { Try, Submit }

/// <summary>Turns a submission into a report: gathers evidence stage by stage and stops at the first stage that fails.</summary>
public sealed class Grader(ISandbox sandbox, TimeProvider time)
{
    /// <summary>Throws <see cref="InfrastructureException"/> for our faults. Progress gets all stages each time one changes.</summary>
    public async Task<GradeReport> GradeAsync(
        Exercise exercise, string source, GradeMode mode, IProgress<IReadOnlyList<StageResult>>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var stages = mode == GradeMode.Try ? [] : exercise.Stages.Select(stage => new StageResult(stage.Name, StageStatus.NotReached, "not reached", [])).ToArray();
        progress?.Report([.. stages]);

        await using var attempt = await sandbox.OpenAsync(exercise, source, cancellationToken);
        var evidence = attempt.Prepared;
        var stopped = Stopped(evidence);
        if (mode == GradeMode.Try && stopped is null)
        {
            evidence = await attempt.GatherAsync(EvidenceKind.Visible, evidence, cancellationToken);
            stopped = Stopped(evidence);
        }

        for (var i = 0; i < stages.Length && stopped is null; i++)
        {
            stages[i] = stages[i] with { Status = StageStatus.Running, Note = "running" };
            progress?.Report([.. stages]);
            HashSet<EvidenceKind> needs = [.. exercise.Stages[i].Checks.SelectMany(check => check.Needs)];
            foreach (var kind in needs.Order().Where(kind => !Gathered(evidence, kind)))
            {
                evidence = await attempt.GatherAsync(kind, evidence, cancellationToken);
                stopped = Stopped(evidence);
                if (stopped is not null)
                    break;
            }
            stages[i] = stopped is null ? Judge(exercise, exercise.Stages[i], evidence) : stages[i] with { Status = StageStatus.Failed, Note = ReportWriter.Word(stopped.Kind) };
            progress?.Report([.. stages]);
            if (stages[i].Status != StageStatus.Passed)
                break;
        }

        return ReportWriter.Write(exercise, mode, stages, evidence, stopped) with
        {
            GradedAt = time.GetUtcNow(),
            GradingMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    private static StageResult Judge(Exercise exercise, Stage stage, Evidence evidence)
    {
        CheckResult[] results = [.. stage.Checks.Select(check => check.Evaluate(exercise, evidence))];
        var worst = Array.Find(results, result => result.Status == StageStatus.Failed) ?? Array.Find(results, result => result.Status == StageStatus.Unsure);
        var shown = worst ?? results[0];
        return new(stage.Name, shown.Status, shown.Value, results);
    }

    private static RunOutcome? Stopped(Evidence evidence) =>
        evidence.Prepared.Kind == OutcomeKind.Completed ? evidence.Stopped : evidence.Prepared;

    private static bool Gathered(Evidence evidence, EvidenceKind kind) => kind switch
    {
        EvidenceKind.Visible => evidence.Visible is not null,
        EvidenceKind.Hidden => evidence.Hidden.Count > 0,
        EvidenceKind.Growth => evidence.Growth.Count > 0,
        EvidenceKind.Ownership => evidence.Ownership is not null,
        _ => evidence.Latency is not null,
    };
}
