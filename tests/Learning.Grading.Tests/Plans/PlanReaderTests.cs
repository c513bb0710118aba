using System.Text.Json;
using Learning.Grading.Plans;
using Learning.Tests;

namespace Learning.Grading.Tests.Plans;

/// <summary>On plans that PostgreSQL 18.4 logged through auto_explain (analyze, buffers, timing off), kept as they came.</summary>
public sealed class PlanReaderTests
{
    [Fact]
    public void Read_IndexScan_NamesIndexConditionAndPages()
    {
        var plan = Recorded("index-scan");

        Assert.Equal(("Index Scan", "u", "u_pkey", "(id = 5)"), (plan.Root.Type, plan.Root.Relation, plan.Root.Index, plan.Root.IndexCondition));
        Assert.Equal((1, 3, 1.5), (plan.Root.ActualRows, plan.Buffers, plan.DurationMs));
    }

    [Fact]
    public void Read_SequentialScanWithFilter_CountsRowsRemoved()
    {
        var scan = Recorded("seq-scan-filter").Root;

        Assert.Equal(("Seq Scan", 50, 49_950), (scan.Type, scan.ActualRows, scan.RowsRemovedByFilter));
        Assert.Equal("(name ~~ '%123'::text)", scan.Filter);
        Assert.Equal(666, scan.OwnBuffers);
    }

    [Fact]
    public void Read_SortOnDisk_HasMethodSpaceAndTemporaryPages()
    {
        var plan = Recorded("sort-spill");

        Assert.Equal(("external merge", 4104, "Disk"), (plan.Root.SortMethod, plan.Root.SortSpaceKb, plan.Root.SortSpaceType));
        Assert.Equal(["name", "grp"], plan.Root.SortKey.Select(key => key[(key.LastIndexOf('.') + 1)..]));
        Assert.Equal((513, 514, 666 + 513 + 514), (plan.Root.TempRead, plan.Root.TempWritten, plan.Buffers));
        Assert.Equal(513 + 514, plan.Root.OwnBuffers);
    }

    [Fact]
    public void Read_NestedLoop_MultipliesInnerRowsByLoops()
    {
        var join = Recorded("nested-loop").Root;
        var inner = join.Children[1];

        Assert.Equal(("Nested Loop", "Inner", 120), (join.Type, join.JoinType, join.ActualRows));
        Assert.Equal((3, 120, 120), (inner.Loops, inner.ActualRows, inner.EstimatedRows));
        Assert.Equal(126, inner.SharedHit);
    }

    [Fact]
    public void Read_HashJoinUnderAggregate_HasConditionStrategyAndBothPageKinds()
    {
        var plan = Recorded("hash-join");
        var join = plan.Root.Children[0];

        Assert.Equal(("Aggregate", "Plain"), (plan.Root.Type, plan.Root.Strategy));
        Assert.Equal(("Hash Join", "(p.uid = u.grp)"), (join.Type, join.JoinCondition));
        Assert.Equal((514, 37, 551), (plan.Root.SharedHit, plan.Root.SharedRead, plan.Buffers));
        Assert.Equal(["Aggregate", "Hash Join", "Index Scan", "Hash", "Index Only Scan"], plan.Nodes().Select(node => node.Type));
    }

    [Fact]
    public void Read_GroupedAggregate_HasRowsOfTheGroups() =>
        Assert.Equal(("Sorted", 50), (Recorded("aggregate").Root.Strategy, Recorded("aggregate").Root.ActualRows));

    [Fact]
    public void Read_Limit_KeepsTheFullEstimateBelowIt()
    {
        var limit = Recorded("limit").Root;

        Assert.Equal(("Limit", 20), (limit.Type, limit.ActualRows));
        Assert.Equal((50_000, 20), (limit.Children[0].EstimatedRows, limit.Children[0].ActualRows));
    }

    [Fact]
    public void Read_LossyBitmap_CountsRowsRemovedByRecheck()
    {
        var heap = Recorded("bitmap-recheck").Root;

        Assert.Equal(("Bitmap Heap Scan", 3000, 15_243), (heap.Type, heap.ActualRows, heap.RowsRemovedByRecheck));
        Assert.Equal("w_grp", heap.Children[0].Index);
    }

    [Fact]
    public void Read_IndexOnlyScan_CountsHeapFetches()
    {
        var scan = Recorded("index-only-heap-fetches").Root;

        Assert.Equal(("Index Only Scan", 22), (scan.Type, scan.HeapFetches));
    }

    [Fact]
    public void Read_CteInitPlansAndSubPlan_AreChildrenAndNodesThatNeverRanHaveNoRows()
    {
        var plan = Recorded("subplans");

        Assert.Equal(["CTE Scan", "Aggregate"], plan.Root.Children.TakeLast(2).Select(node => node.Type));
        Assert.Contains(plan.Nodes(), node => node is { Type: "Result", Loops: 0, ActualRows: 0 });
        Assert.Equal(398, plan.Buffers);
    }

    [Fact]
    public void Read_PartitionsRuledOutAtStart_AreCountedAndNoChildren()
    {
        var append = Recorded("partitions-pruned-at-start").Root.Children[0];

        Assert.Equal(("Append", 11, 1, "Member"), (append.Type, append.SubplansRemoved, append.Children.Count, append.Children[0].Role));
    }

    [Fact]
    public void Read_PartitionsRuledOutWhileRunning_HaveNoLoops()
    {
        var append = Recorded("partitions-pruned-while-running").Nodes().Single(node => node.Type == "Append");

        Assert.Equal((0, 12, 1), (append.SubplansRemoved, append.Children.Count, append.Children.Count(child => child.Loops > 0)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Plan": {}}""")]
    [InlineData("""{"Plan": {"Node Type": "Seq Scan"}""")]
    public void Read_TextThatIsNoPlan_IsRefused(string json) => Assert.ThrowsAny<JsonException>(() => PlanReader.Read(json, 0));

    private static QueryPlan Recorded(string name) =>
        PlanReader.Read(File.ReadAllText(Repository.Path("tests", "Learning.Grading.Tests", "Plans", name + ".json")), 1.5);
}
