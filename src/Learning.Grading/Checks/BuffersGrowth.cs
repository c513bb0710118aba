using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Pages touched at several sizes: what is answered from the right place of an index costs the same however far in it lies.</summary>
public sealed record BuffersGrowth : GrowthCheck
{
    /// <summary>One more level of an index, another heap page or two for each row of the answer: not growth.</summary>
    private const int Slack = 50;
    private const double Factors = 2;

    public override string Name => "Pages as it grows";
    protected override bool ReadsPlans => true;

    public override (string What, string Limit) Describe(Exercise exercise) => exercise.Data.Growth is { } growth
        ? ($"Pages read, {Say.Count(growth.Steps[0])} → {Say.Count(growth.Steps[^1])} {growth.Factor}", AtMost.ToString().ToLowerInvariant())
        : ("Pages read as the data grows", AtMost.ToString().ToLowerInvariant());

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        if (NotTheSame(exercise, evidence) is { } wrong)
            return wrong;

        var factor = Factor(exercise);
        List<(int Size, long Pages)> points = [.. evidence.Growth.Select(step => (step.Size, step.Pair.Yours.Trace.Buffers))];
        var shape = Fit(points);
        var (limit, series) = (AtMost.ToString().ToLowerInvariant(), string.Join(", ", points.Select(point => Say.Count(point.Pages))));
        var measured = Measured.Counted("pages", Measured.InThePlan, [.. points.Select(point => (double)point.Pages)], points[^1].Pages, evidence.Growth[^1].Pair.Reference.Trace.Buffers);
        var value = $"{series}: {shape.ToString().ToLowerInvariant()}";
        if (shape <= AtMost)
        {
            return Pass($"{series} pages at {string.Join(", ", points.Select(point => Say.Count(point.Size)))} {factor}.", value, limit, "M1") with
            {
                Headline = $"Passed: {Say.Of(points[^1].Pages, "page", "pages")} at {Say.Count(points[^1].Size)} {factor}, {Say.Count(points[0].Pages)} at {Say.Count(points[0].Size)}",
                Measurement = measured,
            };
        }

        var (first, last) = (points[0], points[^1]);
        return Fail(Verdict.OverBudget, $"Over budget: pages read grow with the {factor}",
            $"Your answer is right. It touches **{Say.Count(first.Pages)}** pages at {Say.Count(first.Size)} {factor} and **{Say.Count(last.Pages)}** at {Say.Count(last.Size)}; the reference touches {Say.Count(evidence.Growth[^1].Pair.Reference.Trace.Buffers)} there.",
            value, limit, "M1") with
        {
            Measurement = measured,
            Comments = Most(evidence.Visible!.Yours.Trace) is var (statement, scan, read) && read > 10 * Math.Max(statement.Rows, 1)
                ? [new(CommentGrade.Essential, $"On the visible data the {scan.Type}{(scan.Relation is { } relation ? $" on `{relation}`" : "")} goes through {Say.Rows(read)} to return {Say.Count(statement.Rows)}. Rows that are skipped or filtered away are read all the same: start where the answer starts.", $"P{statement.Number}")]
                : [],
        };
    }

    private static (Statement Statement, PlanNode Scan, double Read)? Most(StatementTrace trace) =>
        (from statement in trace.Statements
         where statement.Plan is not null
         from node in statement.Plan!.Nodes()
         where node.Children.Count == 0
         let read = node.ActualRows + node.RowsRemovedByFilter
         orderby read descending
         select ((Statement, PlanNode, double)?)(statement, node, read)).FirstOrDefault();

    /// <summary>By the exponent between the last two sizes: pages ~ size^e, where 0 is constant and 1 is linear.</summary>
    public static GrowthShape Fit(IReadOnlyList<(int Size, long Pages)> points)
    {
        if (points.Max(point => point.Pages) <= Factors * points.Min(point => point.Pages) + Slack)
            return GrowthShape.Constant;

        var (middle, last) = (points[points.Count / 2], points[^1]);
        var exponent = Math.Log(Math.Max(last.Pages, 1) / (double)Math.Max(middle.Pages, 1)) / Math.Log(last.Size / (double)middle.Size);
        return exponent switch
        {
            > 1.3 => GrowthShape.Worse,
            >= 0.5 => GrowthShape.Linear,
            _ => GrowthShape.Steps,
        };
    }
}
