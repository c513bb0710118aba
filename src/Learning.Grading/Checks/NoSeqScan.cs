using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>No sequential scan over more than this many pages of 8 kB. Small tables are quickest read whole, so they may be.</summary>
public sealed record NoSeqScan : Check
{
    public required int OverPages { get; init; }

    public override string Name => "Sequential scans";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ($"Sequential scans over {Say.Count(OverPages)} pages", "none");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var scans = PlanFindings.Nodes(evidence).Where(found => found.Node.Type is "Seq Scan" && found.Node.OwnBuffers > OverPages).ToList();
        var measured = Measured.Largest(evidence, "pages in one sequential scan", Measured.InThePlan,
            run => PlanFindings.Nodes(run).Where(node => node.Type is "Seq Scan").Select(node => (double)node.OwnBuffers).DefaultIfEmpty(0).Max());
        if (scans.Count == 0)
            return Pass($"No statement reads a table of more than {Say.Count(OverPages)} pages from end to end.", "none") with { Measurement = measured };

        var (where, statement, node) = scans.MaxBy(found => found.Node.OwnBuffers);
        return Fail(Verdict.OverBudget, $"Over budget: reads all of {node.Relation}",
            $"Your answer is right. {statement.Id} reads **{Say.Count(node.OwnBuffers)}** pages of `{node.Relation}` from end to end on {where}, {Say.Bytes(node.OwnBuffers * 8192)}, and keeps {Say.Rows(node.ActualRows)}.",
            $"{Say.Count(node.OwnBuffers)} pages", "none", PlanFindings.Mark(where, statement)) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, $"Give `{node.Relation}` an index that leads to those rows, and a condition that can use it: the bare column, compared with a value of its own type.", PlanFindings.Mark(where, statement))],
        };
    }
}
