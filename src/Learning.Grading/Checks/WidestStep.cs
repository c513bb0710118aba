using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>
/// The most rows that any step of a plan puts out, against the reference's. What the wire does not show: a cartesian product that is
/// made in the server and aggregated away again before anything is sent.
/// </summary>
public sealed record WidestStep : Check
{
    private const int Slack = 500;

    public required double Times { get; init; }

    public override string Name => "Rows in the plan";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Rows at a plan's widest step, against the reference", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, yours, reference, over) = Pairs.Worst(evidence, run => Widest(run).Rows, Times, Slack);
        var (value, limit) = (Say.Times(Pairs.Times(yours, reference)), $"≤ {Say.Times(Times)} of {Say.Count(reference)}");
        var measured = Measured.AgainstReference(evidence, "rows", Measured.InThePlan, run => Widest(run).Rows);
        if (!over)
            return Pass($"No step of a plan puts out more than {Say.Rows(yours)} on {where}; {Say.Count(reference)} for the reference.", value, limit, "M2") with { Measurement = measured };

        var (statement, node, rows) = Widest(evidence.Visible!.Yours);
        var mark = statement is null ? null : $"P{statement.Number}";
        return Fail(Verdict.OverBudget, $"Over budget: the plan handles {Say.Rows(yours)} on the way",
            $"Your answer is right, and little of it crosses the wire. Inside the database one step puts out **{Say.Count(yours)}** rows on {where}; the reference's widest puts out **{Say.Count(reference)}**.",
            value, limit, mark) with
        {
            Measurement = measured,
            Comments = node is null ? [] : [new(CommentGrade.Essential, Product.In(statement!.Plan!) is { } product
                ? $"The {product.Join.Type} makes {Say.Rows(product.Rows)} out of about {Say.Of(product.Different, "different one", "different ones")}: every row of one collection beside every row of the other. An aggregate or DISTINCT above it hides the product and saves none of its work. Collect each collection by itself."
                : $"The {node.Type} puts out {Say.Rows(rows)} that the steps above it have to take away again. Let fewer come in: filter and limit further down.", mark)],
        };
    }

    private static (Statement? Statement, PlanNode? Node, double Rows) Widest(Run run) =>
        (from statement in run.Trace.Statements
         where statement.Plan is not null
         from node in statement.Plan!.Nodes()
         orderby node.ActualRows descending
         select ((Statement?)statement, (PlanNode?)node, node.ActualRows)).FirstOrDefault();
}
