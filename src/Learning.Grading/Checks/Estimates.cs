using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>The planner expected about as many rows as came, on every node with enough rows to matter: what it expects decides everything else in the plan.</summary>
public sealed record Estimates : Check
{
    /// <summary>Largest factor allowed, in either direction.</summary>
    public required double Within { get; init; }
    /// <summary>Nodes where fewer rows were both expected and met are not judged.</summary>
    public double FromRows { get; init; } = 100;

    public override string Name => "Estimates";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ($"Rows expected against rows met, from {Say.Count(FromRows)} rows on", $"within {Say.Times(Within)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var measured = Measured.Largest(evidence, "× off", Measured.InThePlan, run => Judged(run).Select(node => node.EstimateFactor).DefaultIfEmpty(1).Max());
        var (value, limit) = (Say.Times(measured.Value), $"≤ {Say.Times(Within)}");
        if (measured.Value <= Within)
            return Pass($"The planner is off by {value} at the most, on nodes of {Say.Count(FromRows)} rows or more.", value, limit) with { Measurement = measured };

        var (where, statement, node) = Pairs.All(evidence)
            .SelectMany(item => item.Pair.Yours.Trace.Statements.Where(each => each.Plan is not null)
                .SelectMany(each => Misestimates.Judged(each.Plan!, FromRows).Select(found => (item.Where, Statement: each, Node: found))))
            .MaxBy(found => found.Node.EstimateFactor);
        var mark = PlanFindings.Mark(where, statement);
        return Fail(Verdict.OverBudget, $"Over budget: the planner is off by {value}",
            $"Your answer is right. On {where} the {PlanFindings.Name(node)} was expected to give **{Say.Count(node.EstimatedRows)}** rows and gave **{Say.Count(node.ActualRows)}**. Joins, their order and their memory were chosen for the first number.",
            value, limit, mark) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, "The planner multiplies what it knows of each column by itself. ANALYZE after the data has changed, CREATE STATISTICS for columns that go together, and conditions on bare columns let it see more.", mark)],
        };
    }

    private IEnumerable<PlanNode> Judged(Run run) => run.Trace.Statements.Where(statement => statement.Plan is not null).SelectMany(statement => Misestimates.Judged(statement.Plan!, FromRows));
}
