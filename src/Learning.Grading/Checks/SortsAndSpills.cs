using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>No sort or hash that outgrows work_mem and goes through temporary files.</summary>
public sealed record NoSpill : Check
{
    public override string Name => "Spills to disk";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Sorts and hashes that spill to disk", "none");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var spills = PlanFindings.Nodes(evidence).Where(found => Written(found.Node) > 0).ToList();
        var measured = Measured.Largest(evidence, "temporary pages", Measured.InThePlan, run => PlanFindings.Nodes(run).Sum(Written));
        if (spills.Count == 0)
            return Pass("Every sort and hash fits into work_mem.", "none") with { Measurement = measured };
        var (where, statement, node) = spills.MaxBy(found => found.Node.TempWritten);
        return Fail(Verdict.OverBudget, $"Over budget: the {node.Type} spills to disk",
            $"Your answer is right. The {node.Type} on {where} writes **{Say.Count(node.TempWritten)}** temporary pages, {Say.Bytes(node.TempWritten * 8192)}.",
            Say.Bytes(node.TempWritten * 8192), "none", PlanFindings.Mark(where, statement)) with { Measurement = measured };
    }

    private static double Written(Plans.PlanNode node) => Math.Max(0, node.TempWritten - node.Children.Sum(child => child.TempWritten));
}

/// <summary>The rows come out of an index in the order that the query wants, so that a LIMIT can stop the scan.</summary>
public sealed record SortAvoided : Check
{
    /// <summary>Sorting a handful of rows costs nothing worth an index column.</summary>
    private const int Handful = 100;

    public override string Name => "Sort avoided";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ($"Sorts of more than {Handful} rows", "none");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var sorts = PlanFindings.Nodes(evidence)
            .Where(found => Sorted(found.Node) > Handful).ToList();
        var measured = Measured.Largest(evidence, "rows sorted", Measured.InThePlan, run => PlanFindings.Nodes(run).Select(Sorted).DefaultIfEmpty(0).Max());
        if (sorts.Count == 0)
        {
            return Pass("The index already holds the rows in the order of the answer.", "yes") with
            {
                Measurement = measured,
                Comments = [new(CommentGrade.Celebratory, "The index holds the rows in the order that the query asks for, so nothing is sorted and the scan stops at the limit.", "P1")],
            };
        }
        var (where, statement, node) = sorts.MaxBy(found => Sorted(found.Node));
        var rows = Sorted(node);
        var by = PlanFindings.Quoted(where, string.Join(", ", node.SortKey)) is { } keys ? $" by {keys}" : "";
        return Fail(Verdict.OverBudget, $"Over budget: {Say.Count(rows)} rows sorted for {Say.Count(statement.Rows)}",
            $"Your answer is right. On {where} **{Say.Count(rows)}** rows are read and sorted{by} to return **{Say.Count(statement.Rows)}**.",
            $"{Say.Count(rows)} rows", "none", PlanFindings.Mark(where, statement)) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, "An index whose columns are the ones compared for equality, then the ones sorted by, hands the rows over in order: nothing to sort, and the scan stops at the limit.", PlanFindings.Mark(where, statement))],
        };
    }

    private static double Sorted(Plans.PlanNode node) => node.Type is "Sort" or "Incremental Sort" ? node.Children.Sum(child => child.ActualRows) : 0;
}
