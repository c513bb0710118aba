using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Rows that a statement read only to throw away by a filter, against the rows it returned: the mark of an index that leads to too much.</summary>
public sealed record RowsRemoved : Check
{
    private const int Slack = 100;

    public required double Times { get; init; }

    public override string Name => "Rows removed by filter";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Rows read and thrown away", $"≤ {Say.Times(Times)} returned");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var worst = PlanFindings.Nodes(evidence)
            .GroupBy(found => (found.Where, found.Statement))
            .Select(group => (group.Key.Where, group.Key.Statement, Removed: group.Sum(found => Removed(found.Node)), Node: group.MaxBy(found => found.Node.RowsRemovedByFilter).Node))
            .OrderByDescending(item => item.Removed - Times * item.Statement.Rows)
            .FirstOrDefault();
        var measured = Measured.Largest(evidence, "rows removed", Measured.InThePlan, run => PlanFindings.Nodes(run).Sum(Removed));
        if (worst.Statement is null || worst.Removed <= Times * worst.Statement.Rows + Slack)
        {
            return Pass("What is read is what is returned.", Say.Count(worst.Removed), $"≤ {Say.Times(Times)}", worst.Statement is null ? null : PlanFindings.Mark(worst.Where, worst.Statement))
                with { Measurement = measured with { Value = worst.Removed } };
        }

        var (where, statement, removed, node) = worst;
        var by = PlanFindings.Quoted(where, node.Filter) is { } filter ? $" by {filter}" : "";
        return Fail(Verdict.OverBudget, $"Over budget: {Say.Count(removed)} rows read to be thrown away",
            $"Your answer is right. On {where} the {node.Type}{(node.Index is { } index ? $" over `{index}`" : "")} threw away **{Say.Count(removed)}** rows{by} to return **{Say.Count(statement.Rows)}**.",
            Say.Count(removed), $"≤ {Say.Times(Times)}", PlanFindings.Mark(where, statement)) with
        {
            Measurement = measured with { Value = removed },
            Comments = [new(CommentGrade.Essential, "What stands under Filter is checked row by row after the row was read. A column that stands in the index, behind the ones compared for equality, becomes a condition instead.", PlanFindings.Mark(where, statement))],
        };
    }

    private static double Removed(Plans.PlanNode node) => node.RowsRemovedByFilter + node.RowsRemovedByRecheck;
}
