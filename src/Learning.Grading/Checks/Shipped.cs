using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Rows on the wire against the reference's: catches "one query that loads the table" and the cartesian explosion.</summary>
public sealed record RowsShipped : Check
{
    /// <summary>A few rows more are nobody's problem.</summary>
    private const int Slack = 20;

    public required double Times { get; init; }

    public override string Name => "Rows sent";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Rows sent, against the reference", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, yours, reference, over) = Pairs.Worst(Pairs.AllAndGrowing(exercise, evidence), run => run.Trace.Rows, Times, Slack);
        var value = Say.Times(Pairs.Times(yours, reference));
        var measured = Measured.AgainstReference(Pairs.AllAndGrowing(exercise, evidence), "rows", Measured.OnTheWire, run => run.Trace.Rows);
        if (!over)
            return Pass($"{Say.Rows(yours)} crossed the wire on {where}, {Say.Count(reference)} for the reference.", value, $"≤ {Say.Times(Times)}", "M2") with { Measurement = measured };

        var largest = evidence.Visible!.Yours.Trace.Statements.MaxBy(statement => statement.Rows);
        var (headline, finding, advice) = Cause(largest, evidence.Visible.Reference.Trace.Rows) ?? ($"{Say.Rows(yours)} sent for what {Say.Count(reference)} answer", "",
            "Let the database throw away what the answer does not need: filter, sort and limit before the rows travel.");
        return Fail(Verdict.OverBudget, $"Over budget: {headline}",
            $"Your answer is right. **{Say.Count(yours)}** rows crossed the wire on {where}; the reference needs **{Say.Count(reference)}**.{finding}", value, $"≤ {Say.Times(Times)}", largest?.Id) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, advice, largest?.Id)],
        };
    }

    /// <summary>Whether joins made the rows, told from the plan: it says what was read and what came of it, whatever the SQL looks like.</summary>
    private static (string Headline, string Finding, string Advice)? Cause(Statement? largest, long needed)
    {
        if (largest?.Plan is not { } plan)
            return null;
        if (Product.In(plan) is { } product)
        {
            return ("joined collections multiply the rows",
                $" On the visible data {largest.Id} makes {Say.Rows(product.Rows)} out of about {Say.Of(product.Different, "different one", "different ones")}: a cartesian explosion.",
                "Every row of one collection is repeated for every row of the other. Ask for the collections in statements of their own, or only for the columns that the answer shows.");
        }
        var repeats = plan.Nodes().Where(Product.IsJoin).Any(join => Repeats(join, join.Children[0], join.Children[1], needed) || Repeats(join, join.Children[1], join.Children[0], needed));
        return repeats
            ? ("a joined collection repeats the rows", $" On the visible data {largest.Id} joins what the answer needs to a collection, and {Say.Rows(largest.Rows)} come of it.",
                "Each row is repeated for every row of the collection that is joined to it. Ask for the collection in a statement of its own, or for a number instead of its rows.")
            : null;
    }

    /// <summary>The page (or the one row) of the answer was found on one side, and the join made many of each. A whole table read beside a small one is neither.</summary>
    private static bool Repeats(PlanNode join, PlanNode found, PlanNode other, long needed) =>
        join.ActualRows > 5 * Math.Max(Product.RowsOf(found), needed)
        && (Product.RowsOf(found) <= 1 || (Product.RowsOf(found) <= 2 * needed && found.Flatten().Any(node => node.Type == "Limit")))
        && (Product.RowsOf(other) > join.ActualRows || other.Flatten().Any(node => node.IndexCondition is not null || node.Filter is not null));
}

/// <summary>Row bytes on the wire against the reference's: catches wide rows that the answer does not show.</summary>
public sealed record BytesShipped : Check
{
    private const int Slack = 4096;

    public required double Times { get; init; }

    public override string Name => "Bytes sent";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Bytes sent, against the reference", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, yours, reference, over) = Pairs.Worst(Pairs.AllAndGrowing(exercise, evidence), run => run.Trace.Bytes, Times, Slack);
        var value = Say.Times(Pairs.Times(yours, reference));
        var measured = Measured.AgainstReference(Pairs.AllAndGrowing(exercise, evidence), "bytes", Measured.OnTheWire, run => run.Trace.Bytes);
        if (!over)
            return Pass($"{Say.Bytes(yours)} crossed the wire on {where}, {Say.Bytes(reference)} for the reference.", value, $"≤ {Say.Times(Times)}", "M2") with { Measurement = measured };

        var largest = evidence.Visible!.Yours.Trace.Statements.MaxBy(statement => statement.Bytes);
        return Fail(Verdict.OverBudget, $"Over budget: {Say.Bytes(yours)} sent for an answer of {Say.Bytes(reference)}",
            $"Your answer is right. **{Say.Bytes(yours)}** crossed the wire on {where}; the reference needs **{Say.Bytes(reference)}**.", value, $"≤ {Say.Times(Times)}", largest?.Id) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, "Select the columns that the answer shows. The others are read, sent, parsed and thrown away.", largest?.Id)],
        };
    }
}
