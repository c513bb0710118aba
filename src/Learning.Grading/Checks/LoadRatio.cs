using System.Globalization;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Latency of many users on a small pool, waiting for a connection included: median of paired rounds to the reference, by <see cref="SequentialRule"/>.</summary>
public sealed record LoadRatio : Check
{
    public required double Below { get; init; }

    public override string Name => "Under load";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Load];

    public override (string What, string Limit) Describe(Exercise exercise) => exercise.Data.Load is { } load
        ? ($"Latency with {Say.Count(load.Users)} users on {Say.Of(load.Pool, "connection", "connections")}, against the reference", $"< {Say.Times(Below)}")
        : ("Latency under load, against the reference", $"< {Say.Times(Below)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var rounds = evidence.Load!;
        if (rounds.Rounds.Sum(round => round.Differ) is > 0 and var differ)
        {
            return Fail(Verdict.WrongAnswer, "Wrong answer: not the same under load",
                $"Every call gets arguments of its own, and with {Say.Count(rounds.Users)} users at once {Say.Of(differ, "call was", "calls were")} answered with other rows than the reference's.", "rows differ", null, "M6");
        }
        if (rounds.Left is { } left)
        {
            return Fail(Verdict.WrongAnswer, "Wrong answer: not the same data under load",
                $"All rounds together are to leave what they leave for the reference. {Pairs.Left(left)}", "data differ", null, "M6") with { Measurement = SameAnswer.Measure([left]) };
        }
        var figures = Figures(rounds, Below);
        var interval = string.Create(CultureInfo.InvariantCulture, $"{Say.Times(figures.Median)} [{figures.Low:0.00}, {figures.High:0.00}]");
        var limit = $"< {Say.Times(Below)}";
        var n = $"{figures.Ratios.Count} pairs of rounds";
        var what = $"**{Say.Count(rounds.Users)}** users share **{Say.Count(rounds.Pool)}** connections: {Say.Count(figures.Yours.PerSecond)} calls a second, {Say.Count(figures.Reference.PerSecond)} for the reference.";
        var measured = Measured.Timed(figures.Ratios.Count, figures.Median, figures.Low, figures.High, Below);
        return SequentialRule.Judge(figures.Ratios, Below) switch
        {
            RuleAnswer.Pass => Pass($"{interval} of the reference's wait, median of {n}.", Say.Times(figures.Median), limit, "M6") with { Measurement = measured },
            RuleAnswer.Fail => Fail(Verdict.OverBudget, $"Over budget under load: users wait {Say.Times(figures.Median)} as long",
                $"Your answer is right. {what} Users wait **{interval}** of what they wait for the reference, median of {n}.", interval, limit, "M6") with
            {
                Measurement = measured,
                Comments = [new(CommentGrade.Essential, "Each call holds a connection (and the rows that it locked) from its first statement to its commit. Under load everybody behind it waits that long: shorten what happens between the two.", "M6")],
            },
            _ => new()
            {
                Name = Name, Status = StageStatus.Unsure, Verdict = Verdict.Inconclusive, Value = interval, Limit = limit, Mark = "M6", Measurement = measured,
                Headline = $"Not sure yet: under load the ratio is {interval}",
                Message = $"{what} The ratio is **{interval}**, the limit is {Say.Times(Below)}: {n} did not settle it. It costs you nothing.",
            },
        };
    }

    public static LoadFigures Figures(LoadRounds load, double? limit)
    {
        double[] ratios = [.. load.Rounds.Select(round => round.Ratio)];
        var interval = SequentialRule.Interval(ratios);
        return new()
        {
            Users = load.Users, Pool = load.Pool, Ratios = ratios, Median = interval.Median, Low = interval.Low, High = interval.High, Limit = limit,
            Yours = Side(load.Rounds.Select(round => round.Yours)), Reference = Side(load.Rounds.Select(round => round.Reference)),
        };
    }

    private static LoadSide Side(IEnumerable<LoadTimes> rounds)
    {
        LoadTimes[] all = [.. rounds];
        double[] calls = [.. all.SelectMany(round => round.CallsMs)];
        return new(calls, calls.Length / Math.Max(all.Sum(round => round.ElapsedMs) / 1000, 0.001),
            SequentialRule.Percentile(calls, 50), SequentialRule.Percentile(calls, 95), SequentialRule.Percentile(calls, 99));
    }
}
