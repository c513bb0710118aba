using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

public enum GrowthCount { Statements, Trips }

/// <summary>Statements at three sizes of whatever drives the work. Constant passes; linear is an N+1, and is named with what repeats.</summary>
public sealed record StatementGrowth : GrowthCheck
{
    /// <summary>Fewer statements per unit than this is batching, not one statement per item.</summary>
    private const double LinearSlope = 0.1;

    /// <summary>A batch's border, not growth.</summary>
    private const int Border = 2;

    /// <summary>Statements, or round trips where a batch of many statements in one trip is a right answer.</summary>
    public GrowthCount Of { get; init; } = GrowthCount.Statements;

    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden, EvidenceKind.Growth];

    public override string Name => Of == GrowthCount.Statements ? "Statements" : "Round trips";

    public override (string What, string Limit) Describe(Exercise exercise) => exercise.Data.Growth is { } growth
        ? ($"{Name}, {Say.Count(growth.Steps[0])} → {Say.Count(growth.Steps[^1])} {growth.Factor}", AtMost.ToString().ToLowerInvariant())
        : ($"{Name} as the data grows", AtMost.ToString().ToLowerInvariant());

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        if (NotTheSame(exercise, evidence) is { } wrong)
            return wrong;

        var factor = Factor(exercise);
        var measured = Measured.Counted(Many, Measured.OnTheWire, [.. evidence.Growth.Select(step => (double)CountOf(step.Pair.Yours.Trace))],
            CountOf(evidence.Growth[^1].Pair.Yours.Trace), CountOf(evidence.Growth[^1].Pair.Reference.Trace));
        List<(int Size, int Count)> points = [.. evidence.Growth.Select(step => (step.Size, CountOf(step.Pair.Yours.Trace)))];
        var shape = Fit(points);
        var series = string.Join(", ", points.Select(point => Say.Count(point.Count)));
        if (shape <= AtMost && Elsewhere(evidence, points) is { } more)
        {
            return Fail(Verdict.OverBudget, $"Over budget: {Say.Of(CountOf(more.Pair.Yours.Trace), Many[..^1], Many)} on {more.Where}",
                $"It takes {series} {Many} as {factor} grow, and **{Say.Count(CountOf(more.Pair.Yours.Trace))}** on {more.Where}: what is asked must not depend on which call it is.", $"{Say.Count(CountOf(more.Pair.Yours.Trace))}", AtMost.ToString().ToLowerInvariant(), "M1") with { Measurement = measured };
        }
        if (shape <= AtMost)
        {
            return Pass($"{series} {Many} at {string.Join(", ", points.Select(point => Say.Count(point.Size)))} {factor}: it does not grow with them.", $"{Say.Count(points[^1].Count)}, {shape.ToString().ToLowerInvariant()}", null, "M1") with
            {
                Headline = $"Passed: {Say.Of(CountOf(evidence.Visible!.Yours.Trace), Many[..^1], Many)}, whatever the size",
                Measurement = measured,
            };
        }

        return Grows(factor, points, shape, evidence.Visible!.Yours.Trace, series) with { Measurement = measured };
    }

    /// <summary>The run outside of the series that takes more than any in it, where none may; null when there is none. An answer can tell which run it is in.</summary>
    private (string Where, RunPair Pair)? Elsewhere(Evidence evidence, List<(int Size, int Count)> points) => AtMost != GrowthShape.Constant ? null
        : Pairs.All(evidence).Where(item => CountOf(item.Pair.Yours.Trace) > points.Max(point => point.Count) + Border).Select(item => ((string, RunPair)?)item).FirstOrDefault();

    private CheckResult Grows(string factor, List<(int Size, int Count)> points, GrowthShape shape, StatementTrace visible, string series)
    {
        var repeated = visible.MostRepeated();
        var one = factor.TrimEnd('s');
        var headline = shape == GrowthShape.Steps ? $"Over budget: {Many} come in batches as {factor} grow" : $"Over budget: {PerOne(points)} per {one}";
        if (shape == GrowthShape.Worse)
            headline = $"Over budget: {Many} grow faster than {factor}";
        var message = $"Your answer is right. It took **{Say.Of(CountOf(visible), Many[..^1], Many)}** on the visible data, and **{Say.Count(points[^1].Count)}** for {Say.Count(points[^1].Size)} {factor}.";
        return Fail(Verdict.OverBudget, headline, message, $"{series}: {shape.ToString().ToLowerInvariant()}", AtMost.ToString().ToLowerInvariant(), repeated is { Count: > 1 } ? repeated.Marks : "M1") with
        {
            Comments = repeated is { Count: > 1 }
                ? [new(CommentGrade.Essential, $"The same statement ran {Say.Count(repeated.Count)} times with {Say.Of(repeated.DistinctParameters, "value", "different values")}. Ask for all of it at once: together with the first, or in one second statement. Either is constant.", repeated.Marks)]
                : [],
        };
    }

    private string Many => Of == GrowthCount.Statements ? "statements" : "round trips";

    private int CountOf(StatementTrace trace) => Of == GrowthCount.Statements ? trace.Count : trace.RoundTrips;

    private string PerOne(List<(int Size, int Count)> points)
    {
        var each = Math.Round((double)(points[^1].Count - points[0].Count) / (points[^1].Size - points[0].Size));
        return each > 1 ? Say.Of(each, Many[..^1], Many) : $"one {Many[..^1]}";
    }

    /// <summary>Classifies counts at growing sizes. Two more statements at the largest size still count as constant: a batch's border, not growth.</summary>
    public static GrowthShape Fit(IReadOnlyList<(int Size, int Count)> points)
    {
        var (first, middle, last) = (points[0], points[points.Count / 2], points[^1]);
        if (points.Max(point => point.Count) - points.Min(point => point.Count) <= Border)
            return GrowthShape.Constant;

        var early = (double)(middle.Count - first.Count) / (middle.Size - first.Size);
        var late = (double)(last.Count - middle.Count) / (last.Size - middle.Size);
        if (late > 2 * Math.Max(early, LinearSlope) && late > 1.5)
            return GrowthShape.Worse;
        return late >= LinearSlope ? GrowthShape.Linear : GrowthShape.Steps;
    }
}
