using System.Globalization;
using Learning.Grading.Checks;
using Learning.Grading.Traces;

namespace Learning.Grading.Reports;

/// <summary>The noise certificate: one sentence on whether a re-run could change the verdict, and why.</summary>
internal static class Certificates
{
    public static Certificate For(Verdict verdict, GradeMode mode, Evidence evidence, CheckResult? deciding)
    {
        if (mode == GradeMode.Try && verdict == Verdict.Passed)
            return new("This was a try, so there is no verdict to change.", $"Statements, rows and pages are counted, the milliseconds are information, n = 1. {Where(evidence)}");

        return verdict switch
        {
            Verdict.CompileError => new("A re-run cannot change this.", "The same compiler reads the same text."),
            Verdict.WrongAnswer when deciding?.Mark == "M4" => new("A re-run would hardly change this verdict.", $"It happened in {Say.Of(evidence.Crowd!.Yours.Calls, "call", "calls")} by {Say.Count(evidence.Crowd.Yours.Users)} users at once, so it can happen; which calls it hits differs from run to run. {Where(evidence)}"),
            Verdict.WrongAnswer => new("A re-run cannot change this verdict while the code stays as it is.", $"Rows are compared as values, on {Say.Of(evidence.Hidden.Count + 1, "data set", "data sets")} with arguments drawn anew for every run. {Where(evidence)}"),
            Verdict.TimeLimit or Verdict.MemoryLimit or Verdict.OutputLimit => new("A re-run would not change this verdict.", "The limit is far above what the reference needs and is enforced from outside the process."),
            Verdict.RuntimeError => new("A re-run would not change this verdict.", "The exception came from the submitted code, not from the machine."),
            Verdict.Inconclusive => new("A re-run could change this verdict.", $"{Timed(evidence)} That interval contains the limit, so nobody is charged for it."),
            Verdict.OverBudget when deciding?.Mark is "M5" or "M6" => new("A re-run would not change this verdict.", $"{Timed(evidence)} All of it lies above the limit. {Where(evidence)}"),
            Verdict.OverBudget when evidence.Growth.Count > 0 => new("A re-run cannot change this verdict.",
                $"Statements are counted on the wire, not timed: {evidence.Growth.Count} sizes. The milliseconds are information, n = 1. {Where(evidence)}"),
            Verdict.OverBudget => new("A re-run cannot change this verdict.", $"Rows, pages and bytes are counted, not timed, on data that does not change. The milliseconds are information, n = 1. {Where(evidence)}"),
            Verdict.InfrastructureError => new("This is no verdict.", "The fault is ours; nothing was judged."),
            _ => new("A re-run would not change this verdict.", $"{Counted(evidence)} {Timed(evidence)} {Where(evidence)}"),
        };
    }

    private static string Counted(Evidence evidence) =>
        $"Rows, statements and pages are counted, on {Say.Of(evidence.Hidden.Count + evidence.Growth.Count + 1, "run", "runs")} beside the reference.";

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
