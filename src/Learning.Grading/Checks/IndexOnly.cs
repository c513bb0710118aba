using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>A relation is answered from an index alone: no scan of another kind, and hardly a row looked up in the table after all.</summary>
public sealed record IndexOnly : Check
{
    public required string Relation { get; init; }
    /// <summary>Share of the rows that may be looked up in the table: an index does not know which rows everybody sees, until VACUUM says so.</summary>
    public double HeapShare { get; init; } = 0.1;

    public override string Name => $"Index alone, {Relation}";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ($"Rows of {Relation} looked up in the table", $"≤ {Say.Percent(HeapShare)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var measured = Measured.Largest(evidence, "% of rows looked up in the table", Measured.InThePlan, run => 100 * Scans(run).Select(Share).DefaultIfEmpty(0).Max());
        var limit = $"≤ {Say.Percent(HeapShare)}";
        var scans = PlanFindings.Nodes(evidence).Where(found => Reads(found.Node)).ToList();
        if (scans.Count == 0)
            return Pass($"No statement reads `{Relation}`.", "not read", limit) with { Measurement = measured };

        var (where, statement, node) = scans.MaxBy(found => Share(found.Node));
        var (share, mark) = (Share(node), PlanFindings.Mark(where, statement));
        if (share <= HeapShare)
            return Pass($"Every row of `{Relation}` comes out of an index; {Say.Percent(share)} were looked up in the table as well.", Say.Percent(share), limit, mark) with { Measurement = measured };

        var alone = node.Type == "Index Only Scan";
        return Fail(Verdict.OverBudget, $"Over budget: {Relation} is read beside its index",
            alone
                ? $"Your answer is right. On {where} the index holds all that is asked for, and **{Say.Count(node.HeapFetches ?? 0)}** of {Say.Rows(node.LookedAt)} were looked up in `{Relation}` after all."
                : $"Your answer is right. On {where} the {PlanFindings.Name(node)} goes to the table for its rows: **{Say.Count(node.OwnBuffers)}** pages for {Say.Rows(node.ActualRows)}.",
            Say.Percent(share), limit, mark) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, alone
                ? "A page that changed since the last VACUUM has to be looked at, to see whether its rows are there for everybody. VACUUM marks the pages that need no look."
                : $"An index answers alone when it holds every column that the statement mentions of `{Relation}`: add what is only shown with INCLUDE, or show less.", mark)],
        };
    }

    private IEnumerable<PlanNode> Scans(Run run) => PlanFindings.Nodes(run).Where(Reads);

    private bool Reads(PlanNode node) => node.Loops > 0 && node.Type.EndsWith("Scan", StringComparison.Ordinal) && string.Equals(node.Relation, Relation, StringComparison.Ordinal);

    private static double Share(PlanNode node) => node.Type == "Index Only Scan" ? (node.HeapFetches ?? 0) / Math.Max(node.LookedAt, Math.Max(node.HeapFetches ?? 0, 1)) : 1;
}
