using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>
/// At most so many partitions of a table are touched, by all statements of a run together: a plan that reads every partition pays for the whole table.
/// A plan names partitions and not their parent, so they are known by their name: parent_…
/// </summary>
public sealed record PartitionsPruned : Check
{
    public required string Parent { get; init; }
    public required int AtMost { get; init; }

    public override string Name => $"Partitions of {Parent}";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ($"Partitions of {Parent} touched", $"≤ {Say.Count(AtMost)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var measured = Measured.Largest(evidence, "partitions", Measured.InThePlan, run => Touched(run).Count());
        var (value, limit) = (Say.Count(measured.Value), $"≤ {Say.Count(AtMost)}");
        if (measured.Value <= AtMost)
        {
            var removed = Pairs.All(evidence).Select(item => PlanFindings.Nodes(item.Pair.Yours).Sum(node => node.SubplansRemoved)).DefaultIfEmpty(0).Max();
            return Pass($"{Say.Of(measured.Value, "partition", "partitions")} of `{Parent}` touched at the most.{(removed > 0 ? $" {Say.Count(removed)} were ruled out as soon as the values were known." : "")}", value, limit)
                with { Measurement = measured };
        }

        var (where, pair) = Pairs.All(evidence).MaxBy(item => Touched(item.Pair.Yours).Count());
        var statement = pair.Yours.Trace.Statements.Where(each => each.Plan is not null).MaxBy(each => each.Plan!.Nodes().Count(Partition))!;
        var mark = PlanFindings.Mark(where, statement);
        return Fail(Verdict.OverBudget, $"Over budget: {value} partitions of {Parent} read, {Say.Count(AtMost)} allowed",
            $"Your answer is right. On {where} **{value}** partitions of `{Parent}` are touched, **{Say.Count(PlanFindings.Nodes(pair.Yours).Where(Partition).Sum(node => node.Pages))}** pages; {Say.Count(AtMost)} hold what is asked for.", value, limit, mark) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, $"PostgreSQL rules a partition out when a condition compares the partition key itself with values that it knows before it reads. An expression around the key, or a key that only a join brings in, hides that.", mark)],
        };
    }

    private IEnumerable<string> Touched(Run run) => PlanFindings.Nodes(run).Where(Partition).Select(node => node.Relation!).Distinct(StringComparer.Ordinal);

    private bool Partition(PlanNode node) => node.Loops > 0 && node.Relation?.StartsWith(Parent + "_", StringComparison.Ordinal) == true;
}
