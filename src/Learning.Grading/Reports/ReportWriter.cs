using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Grading.Reports;

/// <summary>Puts facts and findings into the words of a report. Decides nothing that a check has not decided.</summary>
internal static class ReportWriter
{
    /// <summary>More statements than this are counted, not listed.</summary>
    private const int ListedStatements = 500;

    public static GradeReport Write(Exercise exercise, GradeMode mode, IReadOnlyList<StageResult> stages, Evidence evidence, RunOutcome? stopped)
    {
        var deciding = stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => check.Status == StageStatus.Failed)
            ?? stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => check.Status == StageStatus.Unsure);
        var verdict = stopped is not null ? Verdicts.Of(stopped.Kind) : deciding?.Verdict ?? Verdict.Passed;
        var visible = evidence.Visible;
        var (headline, summary) = stopped is not null ? Wording.Stopped(stopped)
            : mode == GradeMode.Try ? Wording.Tried(visible!.Yours)
            : deciding is not null ? (deciding.Headline ?? deciding.Name, deciding.Message)
            : Wording.Passed(stages, evidence);

        return new()
        {
            Exercise = exercise.Slug,
            Revision = exercise.Revision,
            Variant = exercise.Variant,
            Verdict = verdict,
            Headline = headline,
            Summary = summary,
            Mark = deciding?.Mark,
            Stages = stages,
            Comments = Comments(stages, deciding),
            Outcome = stopped ?? RunOutcome.Completed,
            Visible = visible is null ? null : Listed(visible.Yours),
            Reference = visible?.Reference is { Outcome.Kind: OutcomeKind.Completed } reference ? Figures(reference) : null,
            Growth = [.. evidence.Growth.Select(Point)],
            GrowthFactor = exercise.Data.Growth?.Factor,
            Crowd = evidence.Crowd is { Yours: var crowd } && exercise.Data.Crowd is { } plan
                ? new(crowd.Users, plan.Instances, crowd.Pool, crowd.Round, crowd.Calls, crowd.Failed, crowd.Broken, [.. plan.Invariants.Select(invariant => invariant.Name)], crowd.Trace.Count, crowd.ElapsedMs)
                : null,
            Ownership = evidence.Ownership,
            Latency = evidence.Latency is { } latency ? LatencyRatio.Figures(latency, Limit(exercise)) : null,
            Load = evidence.Load is { } load ? LoadRatio.Figures(load, exercise.Stages.SelectMany(stage => stage.Checks).OfType<LoadRatio>().FirstOrDefault()?.Below) : null,
            Certificate = Certificates.For(verdict, mode, evidence, stages, deciding),
            Environment = evidence.Environment,
            CompileMs = evidence.CompileMs,
            GradedAt = default,
        };
    }

    /// <summary>The rail's word for a run that was stopped.</summary>
    public static string Word(OutcomeKind kind) => kind switch
    {
        OutcomeKind.CompileError => "does not compile",
        OutcomeKind.TimeLimit => "time limit",
        OutcomeKind.MemoryLimit => "memory limit",
        OutcomeKind.OutputLimit => "output limit",
        _ => "exception",
    };

    private static double Limit(Exercise exercise) =>
        exercise.Stages.SelectMany(stage => stage.Checks).OfType<LatencyRatio>().FirstOrDefault()?.Below ?? 2;

    /// <summary>Three at the most; of a failed report only what the deciding check says, then what else went well or ill.</summary>
    private static List<Comment> Comments(IReadOnlyList<StageResult> stages, CheckResult? deciding) =>
        [.. (deciding?.Comments ?? [])
            .Concat(stages.SelectMany(stage => stage.Checks).Where(check => check != deciding).SelectMany(check => check.Comments))
            .OrderBy(comment => comment.Grade)
            .DistinctBy(comment => comment.Text, StringComparer.Ordinal)
            .Take(3)];

    private static Run Listed(Run run) =>
        run with { Trace = run.Trace with { Statements = [.. run.Trace.Statements.Take(ListedStatements)] } };

    private static ReferenceFigures Figures(Run run) => new(
        run.Trace.Count, run.Trace.RoundTrips, run.Trace.Rows, run.Trace.Bytes, run.Trace.Buffers, run.ElapsedMs, run.Trace.Statements.Sum(statement => statement.ServerMs));

    private static GrowthPoint Point(GrowthStep step)
    {
        var (yours, reference) = (step.Pair.Yours.Trace, step.Pair.Reference.Trace);
        return new(step.Size, yours.Count, reference.Count, yours.Rows, reference.Rows, yours.Bytes, reference.Bytes, yours.Buffers, reference.Buffers, yours.RoundTrips, reference.RoundTrips);
    }
}
