using Learning.Grading;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Hostile.Cases;
using Learning.Hostile.Lab;

namespace Learning.Hostile.Runs;

/// <summary>A whole attempt, beside the reference: as the product grades, with or without the judging.</summary>
internal static class AttemptRun
{
    public static async Task<Finding> RunAsync(HostileLab lab, HostileCase attack, string source, bool hidden, CancellationToken cancellationToken)
    {
        await using var attempt = await lab.Sandbox.OpenAsync(HostileExercises.Of(attack.IsSql, attack.Limit), source, cancellationToken);
        if (attempt.Prepared.Prepared.Kind != OutcomeKind.Completed)
            return new(attempt.Prepared.Prepared);
        var evidence = await attempt.GatherAsync(EvidenceKind.Visible, attempt.Prepared, cancellationToken);
        if (hidden && evidence.Stopped is null)
            evidence = await attempt.GatherAsync(EvidenceKind.Hidden, evidence, cancellationToken);
        var visible = evidence.Visible!.Yours;
        var outcome = evidence.Stopped ?? RunOutcome.Completed;
        return new(outcome)
        {
            Answer = visible.Answer,
            Output = visible.Output,
            Trace = visible.Trace,
            KillMs = outcome.Kind == OutcomeKind.TimeLimit && visible.ElapsedMs > 0 && !hidden ? Math.Max(0, visible.ElapsedMs - attack.Limit.TotalMilliseconds - outcome.WaitedMs) : null,
        };
    }

    public static async Task<Finding> GradeAsync(HostileLab lab, HostileCase attack, string source, CancellationToken cancellationToken)
    {
        var (report, _) = await lab.Grader.GradeAsync(HostileExercises.Of(attack.IsSql, attack.Limit), source, GradeMode.Submit, null, cancellationToken);
        // What a learner gets to see, whole: nothing of the hidden data may be in it.
        return new(RunOutcome.Completed) { Verdict = report.Verdict.ToString(), More = [System.Text.Json.JsonSerializer.Serialize(report, GradeReport.Json)], Output = report.Headline };
    }
}
