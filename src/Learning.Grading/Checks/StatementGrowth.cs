using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Statements at three sizes of whatever drives the work. Constant passes; linear is an N+1, and is named with what repeats.</summary>
public sealed record StatementGrowth : GrowthCheck
{
    /// <summary>Fewer statements per unit than this is batching, not one statement per item.</summary>
    private const double LinearSlope = 0.1;

    public override string Name => "Statements";

    public override (string What, string Limit) Describe(Exercise exercise) => exercise.Data.Growth is { } growth
        ? ($"Statements, {Say.Count(growth.Steps[0])} → {Say.Count(growth.Steps[^1])} {growth.Factor}", AtMost.ToString().ToLowerInvariant())
        : ("Statements as the data grows", AtMost.ToString().ToLowerInvariant());

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        if (NotTheSame(exercise, evidence) is { } wrong)
            return wrong;

        var factor = Factor(exercise);
        List<(int Size, int Count)> points = [.. evidence.Growth.Select(step => (step.Size, step.Pair.Yours.Trace.Count))];
        var shape = Fit(points);
        var series = string.Join(", ", points.Select(point => Say.Count(point.Count)));
        if (shape <= AtMost)
            return Pass($"{series} statements at {string.Join(", ", points.Select(point => Say.Count(point.Size)))} {factor}: it does not grow with them.", $"{Say.Count(points[^1].Count)}, {shape.ToString().ToLowerInvariant()}", null, "M1");

        return Grows(factor, points, shape, evidence.Visible!.Yours.Trace, series);
    }

    private CheckResult Grows(string factor, List<(int Size, int Count)> points, GrowthShape shape, StatementTrace visible, string series)
    {
        var repeated = visible.MostRepeated();
        var one = factor.TrimEnd('s');
        var headline = shape == GrowthShape.Steps ? $"Over budget: statements come in batches as {factor} grow" : $"Over budget: one statement per {one}";
        if (shape == GrowthShape.Worse)
            headline = $"Over budget: statements grow faster than {factor}";
        var message = $"Your answer is right. It took **{Say.Count(visible.Count)}** {(visible.Count == 1 ? "statement" : "statements")} on the visible data, and **{Say.Count(points[^1].Count)}** for {Say.Count(points[^1].Size)} {factor}.";
        return Fail(Verdict.OverBudget, headline, message, $"{series}: {shape.ToString().ToLowerInvariant()}", AtMost.ToString().ToLowerInvariant(), repeated is { Count: > 1 } ? repeated.Marks : "M1") with
        {
            Comments = repeated is { Count: > 1 }
                ? [new(CommentGrade.Essential, $"The same statement ran {Say.Count(repeated.Count)} times with {Say.Of(repeated.DistinctParameters, "value", "different values")}. Ask for all of it at once: together with the first, or in one second statement. Either is constant.", repeated.Marks)]
                : [],
        };
    }

    /// <summary>Classifies counts at growing sizes. Two more statements at the largest size still count as constant: a batch's border, not growth.</summary>
    public static GrowthShape Fit(IReadOnlyList<(int Size, int Count)> points)
    {
        var (first, middle, last) = (points[0], points[points.Count / 2], points[^1]);
        if (points.Max(point => point.Count) - points.Min(point => point.Count) <= 2)
            return GrowthShape.Constant;

        var early = (double)(middle.Count - first.Count) / (middle.Size - first.Size);
        var late = (double)(last.Count - middle.Count) / (last.Size - middle.Size);
        if (late > 2 * Math.Max(early, LinearSlope) && late > 1.5)
            return GrowthShape.Worse;
        return late >= LinearSlope ? GrowthShape.Linear : GrowthShape.Steps;
    }
}
