using Learning.Grading.Plans;
using Learning.Grading.Tests.Checks;

namespace Learning.Grading.Tests.Plans;

/// <summary>On pairs of plans that PostgreSQL 18.4 logged for one statement before and after something changed.</summary>
public sealed class PlanDiffTests
{
    [Fact]
    public void Diff_SamePlanTwice_IsSameInEveryRow()
    {
        var diff = Of("three-joined", "three-joined");

        Assert.All(diff.Rows, row => Assert.Equal((NodeChange.Same, 0L), (row.Change, row.BuffersSaved)));
        Assert.All(diff.Rows, row => Assert.Empty(row.Notes));
        Assert.Equal("The same plan: reads the same 145 pages.", diff.Summary);
    }

    [Fact]
    public void Diff_IndexMadeForTheQuery_SaysScanSortAndPages()
    {
        var diff = Of("top-by-sequential-scan", "top-by-index");

        Assert.Equal("Reads 46 pages instead of 866: the sequential scan on transactions became an index scan on tx_user_category_created, the sort is gone.", diff.Summary);
        Assert.Equal([NodeChange.Same, NodeChange.Gone, NodeChange.Changed], diff.Rows.Select(row => row.Change));
        Assert.Equal(866 - 46, diff.Rows.Sum(row => row.BuffersSaved));
        Assert.Contains("Filter became an index condition", diff.Rows[2].Notes);
        Assert.Contains("Throws away 0 rows, 99,657 before", diff.Rows[2].Notes);
    }

    [Fact]
    public void Diff_TheOtherWayRound_SaysTheSortWasAdded() =>
        Assert.Equal("Reads 866 pages instead of 46: the index scan on transactions became a sequential scan, a sort was added.", Of("top-by-index", "top-by-sequential-scan").Summary);

    [Fact]
    public void Diff_StatisticsRefreshed_TurnsTheNestedLoopIntoAHashJoinAndItsOrderRound()
    {
        var diff = Of("nested-loop-blowup", "hash-join-after-analyze");

        Assert.Equal(["o", "i"], diff.JoinOrderBefore);
        Assert.Equal(["i", "o"], diff.JoinOrderAfter);
        Assert.StartsWith("Reads 22 pages instead of 8,505: the nested loop became a hash join", diff.Summary, StringComparison.Ordinal);
        Assert.Contains("the join order went from o, i to i, o", diff.Summary, StringComparison.Ordinal);
        Assert.Equal(8483, diff.Rows.Sum(row => row.BuffersSaved));
        Assert.All(diff.Rows.Where(row => row.After?.Relation is not null), row => Assert.Equal(NodeChange.Moved, row.Change));
        Assert.Contains(diff.Rows.SelectMany(row => row.Notes), note => note == "Runs 1 time, 500 before");
    }

    [Fact]
    public void Diff_OtherJoinOrder_KeepsBothColumnsWholeAndInTheirOrder()
    {
        var diff = Of("three-joined", "three-joined-otherwise");

        Assert.Equal(diff.Before.Nodes().Select(node => node.Type), diff.Rows.Select(row => row.Before?.Type).OfType<string>());
        Assert.Equal(diff.After.Nodes().Select(node => node.Type), diff.Rows.Select(row => row.After?.Type).OfType<string>());
        Assert.Contains("the join order went from o, d, i to d, o, i", diff.Summary, StringComparison.Ordinal);
        Assert.Equal(145 - 30_043, diff.Rows.Sum(row => row.BuffersSaved));
    }

    [Fact]
    public void Diff_NothingInCommon_SaysSoAndMarksEveryNode()
    {
        var diff = Of("estimate-off", "top-by-index");

        Assert.Equal("Another plan altogether, with no step in common: reads 46 pages instead of 569.", diff.Summary);
        Assert.Equal([NodeChange.Gone, NodeChange.New, NodeChange.New], diff.Rows.Select(row => row.Change));
    }

    [Fact]
    public void Diff_PartitionsRuledOut_NamesThoseNoLongerRead()
    {
        var diff = Of("partitions-all", "partitions-pruned-at-start");

        Assert.Equal(11, diff.Rows.Count(row => row.Change == NodeChange.Gone));
        Assert.Contains("events_2026_01 is no longer read", diff.Summary, StringComparison.Ordinal);
        Assert.EndsWith("and 7 more changes.", diff.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_OtherValuesInTheSameCondition_IsTheSameWork()
    {
        PlanNode Scan(string value) => new() { Type = "Index Scan", Relation = "t", Index = "t_a", IndexCondition = $"(a = {value})", ActualRows = 3, EstimatedRows = 3, SharedHit = 4 };

        Assert.Equal(NodeChange.Same, PlanDiff.Of(Given.Plan(Scan("17")), Given.Plan(Scan("4711"))).Rows.Single().Change);
    }

    [Fact]
    public void Diff_TwoEqualNodes_AreNotTakenForOne()
    {
        var leaf = new PlanNode { Type = "Result", ActualRows = 1, EstimatedRows = 1 };
        var plan = Given.Plan(new() { Type = "Append", Children = [leaf, leaf] });

        Assert.Equal([NodeChange.Same, NodeChange.Same, NodeChange.Same], PlanDiff.Of(plan, plan).Rows.Select(row => row.Change));
    }

    [Fact]
    public void Diff_FewRowsMoreOrLess_IsNoNews()
    {
        PlanNode Scan(double rows) => new() { Type = "Seq Scan", Relation = "t", ActualRows = rows, EstimatedRows = 100 };

        Assert.Empty(PlanDiff.Of(Given.Plan(Scan(100)), Given.Plan(Scan(199))).Rows[0].Notes);
        Assert.Equal(["Gives 200 rows, 100 before"], PlanDiff.Of(Given.Plan(Scan(100)), Given.Plan(Scan(200))).Rows[0].Notes);
    }

    private static PlanDiff Of(string before, string after) => PlanDiff.Of(Given.Recorded(before), Given.Recorded(after));
}
