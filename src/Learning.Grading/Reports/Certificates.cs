using System.Globalization;
using Learning.Grading.Checks;
using Learning.Grading.Traces;

namespace Learning.Grading.Reports;

/// <summary>The noise certificate: one sentence on whether a re-run could change the verdict, and why.</summary>
internal static class Certificates
{
    public static Certificate For(Verdict verdict, GradeMode mode, Evidence evidence, IReadOnlyList<StageResult> stages, CheckResult? deciding)
    {
        if (mode == GradeMode.Try && verdict == Verdict.Passed)
            return new("This was a try, so there is no verdict to change.", $"Statements, rows and pages are counted, the milliseconds are information, n = 1. {Where(evidence)}");

        return verdict switch
        {
            Verdict.CompileError => new("A re-run cannot change this.", "The same compiler reads the same text."),
            Verdict.WrongAnswer when deciding?.Mark == "M4" => new("A re-run would hardly change this verdict.", $"It happened in {Say.Of(evidence.Crowd!.Yours.Round * evidence.Crowd.Yours.Calls, "call", "calls")} by {Say.Count(evidence.Crowd.Yours.Users)} users at once, so it can happen; which calls it hits differs from run to run. {Where(evidence)}"),
            Verdict.WrongAnswer => new("A re-run cannot change this verdict while the code stays as it is.", $"Rows are compared as values, on {Say.Of(evidence.Hidden.Count + 1, "data set", "data sets")} with arguments drawn anew for every run. {Where(evidence)}"),
            Verdict.TimeLimit => new("A re-run would hardly change this verdict.", "The limit is far above what the reference needs. It is time by the clock, less what the code and its database waited for a processor that other work had, and is enforced from outside the process."),
            Verdict.MemoryLimit or Verdict.OutputLimit => new("A re-run would not change this verdict.", "The limit is far above what the reference needs and is enforced from outside the process."),
            Verdict.RuntimeError => new("A re-run would not change this verdict.", "The exception came from the submitted code, not from the machine."),
            Verdict.Inconclusive => new("A re-run could change this verdict.", $"{Timed(evidence, deciding)} That interval contains the limit, so nobody is charged for it."),
            Verdict.OverBudget when deciding?.Mark is "M5" or "M6" => new("A re-run would not change this verdict.", $"{Timed(evidence, deciding)} All of it lies above the limit. {Where(evidence)}"),
            Verdict.OverBudget when evidence.Growth.Count > 0 => new("A re-run cannot change this verdict.",
                $"Statements are counted on the wire, not timed: {evidence.Growth.Count} sizes. The milliseconds are information, n = 1. {Where(evidence)}"),
            Verdict.OverBudget => new("A re-run cannot change this verdict.", $"Rows, pages and bytes are counted, not timed, on data that does not change. The milliseconds are information, n = 1. {Where(evidence)}"),
            Verdict.InfrastructureError => new("This is no verdict.", "The fault is ours; nothing was judged."),
            _ => new("A re-run would not change this verdict.", string.Join(' ', new[] { Counted(evidence, stages), Timed(evidence), UnderLoad(evidence), Where(evidence) }.Where(part => part.Length > 0))),
        };
    }

    /// <summary>Every number that was judged, by how it came about.</summary>
    private static string Counted(Evidence evidence, IReadOnlyList<StageResult> stages)
    {
        var judged = stages.SelectMany(stage => stage.Checks).Where(check => check.Measurement is not null).ToList();
        var timed = judged.Count(check => check.Mark is "M5" or "M6");
        var counted = judged.Count - timed;
        var runs = Say.Of(evidence.Hidden.Count + evidence.Growth.Count + (evidence.Visible is null ? 0 : 1), "run", "runs");
        return $"Of {Say.Of(judged.Count, "number", "numbers")} judged, {Say.Count(counted)} {(counted == 1 ? "is" : "are")} counted, on {runs} beside the reference, and {(timed == 0 ? "none" : Say.Count(timed))} {(timed > 1 ? "are" : "is")} timed.";
    }

    private static string Timed(Evidence evidence, CheckResult? deciding) => deciding?.Mark == "M6" ? UnderLoad(evidence) : Timed(evidence);

    private static string UnderLoad(Evidence evidence)
    {
        if (evidence.Load is not { } load)
            return "";
        var interval = SequentialRule.Interval([.. load.Rounds.Select(round => round.Ratio)]);
        return string.Create(CultureInfo.InvariantCulture,
            $"The ratio under load is a median of {load.Rounds.Count} interleaved pairs of rounds, {Say.Times(interval.Median)} with a 99 % interval of [{interval.Low:0.00}, {interval.High:0.00}].");
    }

    private static string Timed(Evidence evidence)
    {
        if (evidence.Latency is not { } latency)
            return "";
        double[] ratios = [.. latency.Pairs.Select(pair => pair.Ratio)];
        var interval = SequentialRule.Interval(ratios);
        return string.Create(CultureInfo.InvariantCulture,
            $"The time ratio is a median of {ratios.Length} interleaved pairs, {Say.Times(interval.Median)} with a 99 % interval of [{interval.Low:0.00}, {interval.High:0.00}].");
    }

    private static string Where(Evidence evidence) => string.Create(CultureInfo.InvariantCulture,
        $"Network delay injected: {evidence.Environment.RoundTripMs:0.00} ms per round trip. PostgreSQL {evidence.Environment.PostgresVersion}.");
}
