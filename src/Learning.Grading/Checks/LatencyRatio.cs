using System.Globalization;
using Learning.Grading.Answers;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Measured latency under the injected network: the median of paired ratios to the reference, by <see cref="SequentialRule"/>.</summary>
public sealed record LatencyRatio : Check
{
    public required double Below { get; init; }

    public override string Name => "Time ratio";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Latency];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Latency, against the reference", $"< {Say.Times(Below)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var differing = evidence.Latency!.Pairs.Count(pair => !AnswerComparer.Compare(pair.Reference.Answer, pair.Yours.Answer, exercise.Order).Same);
        if (differing > 0)
        {
            return Fail(Verdict.WrongAnswer, "Wrong answer: not the same while being timed",
                "Every timed call gets arguments of its own, and one of them was answered with other rows than the reference's.", "rows differ", null, "M5") with
            {
                Measurement = new() { Value = differing, Unit = "pairs that differ", N = evidence.Latency.Pairs.Count, Low = differing, High = differing, Reference = 0, Certainty = SameAnswer.NoClock },
            };
        }
        if (evidence.Latency.Left is { } left)
        {
            return Fail(Verdict.WrongAnswer, "Wrong answer: not the same data while being timed",
                $"All timed calls together are to leave what they leave for the reference. {Pairs.Left(left)}", "data differ", null, "M5") with { Measurement = SameAnswer.Measure([left]) };
        }
        var figures = Figures(evidence.Latency!, Below);
        var interval = string.Create(CultureInfo.InvariantCulture, $"{Say.Times(figures.Median)} [{figures.Low:0.00}, {figures.High:0.00}]");
        var limit = $"< {Say.Times(Below)}";
        var n = $"{figures.Ratios.Count} pairs";
        var measured = Measured.Timed(figures.Ratios.Count, figures.Median, figures.Low, figures.High, Below);
        return SequentialRule.Judge(figures.Ratios, Below) switch
        {
            RuleAnswer.Pass => Pass($"{interval} of the reference's time, median of {n}.", Say.Times(figures.Median), limit, "M5") with { Measurement = measured },
            RuleAnswer.Fail => Fail(Verdict.OverBudget, $"Over budget: takes {Say.Times(figures.Median)} the reference's time",
                $"Your answer is right. It takes **{interval}** of the reference's time, median of {n}. {Excess(figures, evidence.Latency!)}", interval, limit, "M5") with { Measurement = measured },
            _ => new()
            {
                Name = Name, Status = StageStatus.Unsure, Verdict = Verdict.Inconclusive, Value = interval, Limit = limit, Mark = "M5", Measurement = measured,
                Headline = $"Not sure yet: the time ratio is {interval}",
                Message = $"The time ratio is **{interval}**, the limit is {Say.Times(Below)}: {n} did not settle it. It costs you nothing.",
            },
        };
    }

    private static string Excess(LatencyFigures figures, LatencyPairs latency)
    {
        var server = figures.ServerMs - Median(latency.Pairs.Select(pair => pair.Reference.ServerMs));
        var network = figures.NetworkMs - Median(latency.Pairs.Select(pair => pair.Reference.NetworkMs));
        var client = figures.P50 - Median(figures.ReferenceMs) - server - network;
        return (server >= network, server >= client, network >= client) switch
        {
            (true, true, _) => $"The database worked {Say.Ms(server)} longer.",
            (false, _, true) => $"It waited {Say.Ms(network)} longer for the network.",
            _ => $"Your code spent {Say.Ms(client)} more between statements.",
        };
    }

    public static LatencyFigures Figures(LatencyPairs latency, double limit)
    {
        double[] yours = [.. latency.Pairs.Select(pair => pair.Yours.Ms)];
        double[] ratios = [.. latency.Pairs.Select(pair => pair.Ratio)];
        var interval = SequentialRule.Interval(ratios);
        var server = Median(latency.Pairs.Select(pair => pair.Yours.ServerMs));
        var network = Median(latency.Pairs.Select(pair => pair.Yours.NetworkMs));
        return new()
        {
            Ratios = ratios, Median = interval.Median, Low = interval.Low, High = interval.High, Limit = limit,
            YoursMs = yours, ReferenceMs = [.. latency.Pairs.Select(pair => pair.Reference.Ms)],
            P50 = SequentialRule.Percentile(yours, 50), P95 = SequentialRule.Percentile(yours, 95), P99 = SequentialRule.Percentile(yours, 99),
            ServerMs = server, NetworkMs = network, ClientMs = Math.Max(0, SequentialRule.Percentile(yours, 50) - server - network),
        };
    }

    private static double Median(IEnumerable<double> values) => SequentialRule.Percentile([.. values], 50);
}
