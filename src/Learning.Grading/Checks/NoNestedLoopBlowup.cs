using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>
/// No nested loop whose second side looks at many times the rows that the join returns: right for the few rows that the planner expected, ruinous for those that came.
/// </summary>
public sealed record NoNestedLoopBlowup : Check
{
    /// <summary>A loop over a handful of rows costs less than building anything.</summary>
    private const double Handful = 1000;

    /// <summary>Rows looked at for each row that the join returns.</summary>
    public required double Times { get; init; }

    public override string Name => "Nested loops";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Rows that nested loops look at, for each row they return", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var measured = Measured.Largest(evidence, "× rows looked at", Measured.InThePlan, run => PlanFindings.Nodes(run).Select(Ratio).DefaultIfEmpty(0).Max());
        var (value, limit) = (Say.Times(measured.Value), $"≤ {Say.Times(Times)}");
        if (measured.Value <= Times)
            return Pass($"No nested loop looks at more than {limit[2..]} the rows that it returns.", measured.Value == 0 ? "none" : value, limit) with { Measurement = measured };

        var (where, statement, join) = PlanFindings.Nodes(evidence).MaxBy(found => Ratio(found.Node));
        var (inner, mark) = (join.InnerSide!, PlanFindings.Mark(where, statement));
        var widest = Widest(inner);
        return Fail(Verdict.OverBudget, $"Over budget: a nested loop looks at {Say.Count(widest.LookedAt)} rows",
            $"Your answer is right. On {where} the {PlanFindings.Name(widest)} ran **{Say.Of(inner.Loops, "time", "times")}** and looked at **{Say.Count(widest.LookedAt)}** rows, {Say.Of(inner.Pages, "page", "pages")}, for **{Say.Count(join.ActualRows)}** that the join returns.", value, limit, mark) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, Surprise(join) is { } expected
                ? $"The planner expected {Say.Rows(expected)} on the first side and {Say.Rows(inner.Loops)} came. Let it know better (ANALYZE, CREATE STATISTICS), or give the second side an index on what it is asked by."
                : "Give the second side an index on what it is asked by, so that each turn leads to its own rows; or let the join be written so that it can be hashed: equal columns, no function around them.", mark)],
        };
    }

    private static double Ratio(PlanNode node) => node is { Type: "Nested Loop", InnerSide: { Loops: > 1 } inner } && Widest(inner).LookedAt is > Handful and var looked
        ? looked / Math.Max(node.ActualRows, 1) : 0;

    private static PlanNode Widest(PlanNode inner) => inner.Flatten().MaxBy(node => node.LookedAt)!;

    /// <summary>What was expected of the first side, when ten times as much came.</summary>
    private static double? Surprise(PlanNode join) => join.Children[0] is { EstimateFactor: >= 10 } outer && outer.ActualRows > outer.EstimatedRows ? outer.EstimatedRows : null;
}
