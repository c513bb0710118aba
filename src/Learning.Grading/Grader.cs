using Learning.Grading.Bundles;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading;

/// <summary>Try runs the visible data and judges nothing; Submit grades.</summary>
public enum GradeMode { Try, Submit }

/// <summary>What a grading leaves behind: the report, and all that it rests on.</summary>
public sealed record Graded(GradeReport Report, EvidenceBundle Bundle);

/// <summary>Turns a submission into a report: gathers evidence stage by stage and stops at the first stage that fails.</summary>
public sealed class Grader(ISandbox sandbox, TimeProvider time)
{
    /// <summary>
    /// Noise and faults of ours are nobody's verdict: Inconclusive and <see cref="InfrastructureException"/> are run again once, by themselves.
    /// Throws the latter when the second try has one as well. Progress gets all stages each time one changes.
    /// </summary>
    public async Task<Graded> GradeAsync(
        Exercise exercise, string source, GradeMode mode, IProgress<IReadOnlyList<StageResult>>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var first = await OnceAsync(exercise, source, mode, 0, progress, cancellationToken);
            if (first.Report.Verdict != Verdict.Inconclusive)
                return first;
        }
        catch (InfrastructureException) when (!cancellationToken.IsCancellationRequested)
        {
            // The second try decides; its own fault is thrown.
        }
        return await OnceAsync(exercise, source, mode, 1, progress, cancellationToken);
    }

    private async Task<Graded> OnceAsync(
        Exercise exercise, string source, GradeMode mode, int reruns, IProgress<IReadOnlyList<StageResult>>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var stages = mode == GradeMode.Try ? [] : exercise.Stages.Select(Judge.NotReached).ToArray();
        progress?.Report([.. stages]);

        await using var attempt = await sandbox.OpenAsync(exercise, source, cancellationToken);
        var evidence = attempt.Prepared;
        if (mode == GradeMode.Try && Judge.Stopped(evidence) is null)
            evidence = await attempt.GatherAsync(EvidenceKind.Visible, evidence, cancellationToken);

        for (var i = 0; i < stages.Length && Judge.Stopped(evidence) is null; i++)
        {
            stages[i] = stages[i] with { Status = StageStatus.Running, Note = "running" };
            progress?.Report([.. stages]);
            foreach (var kind in Judge.Needs(exercise.Stages[i]).Where(kind => !Judge.Gathered(evidence, kind)))
            {
                evidence = await attempt.GatherAsync(kind, evidence, cancellationToken);
                if (Judge.Stopped(evidence) is null)
                    continue;
                evidence = evidence with { StoppedIn = kind };
                break;
            }
            stages[i] = Judge.Stopped(evidence) is { } stopped ? Judge.Stopped(exercise.Stages[i], stopped) : Judge.Stage(exercise, exercise.Stages[i], evidence);
            progress?.Report([.. stages]);
            if (stages[i].Status != StageStatus.Passed)
                break;
        }

        var report = ReportWriter.Write(exercise, mode, stages, evidence, Judge.Stopped(evidence)) with
        {
            GradedAt = time.GetUtcNow(),
            GradingMs = time.GetElapsedTime(started).TotalMilliseconds,
            Reruns = reruns,
        };
        return new(report, EvidenceBundle.Of(source, mode, evidence, report));
    }
}
