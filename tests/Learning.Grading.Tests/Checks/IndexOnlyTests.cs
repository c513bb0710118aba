using Learning.Grading.Checks;
using Learning.Grading.Plans;
using Learning.Grading.Reports;

namespace Learning.Grading.Tests.Checks;

public sealed class IndexOnlyTests
{
    private static readonly IndexOnly Check = new() { Relation = "t", HeapShare = 0.1 };

    [Theory]
    [InlineData(100, 10, StageStatus.Passed)]
    [InlineData(100, 11, StageStatus.Failed)]
    [InlineData(0, 0, StageStatus.Passed)]
    public void IndexOnly_HeapFetches_AreJudgedByTheirShareOfTheRows(double rows, double fetches, StageStatus expected) =>
        Assert.Equal(expected, Judge(new() { Type = "Index Only Scan", Relation = "t", Index = "t_a", ActualRows = rows, HeapFetches = fetches }).Status);

    [Theory]
    [InlineData("Seq Scan")]
    [InlineData("Index Scan")]
    [InlineData("Bitmap Heap Scan")]
    public void IndexOnly_AnyOtherScanOfTheRelation_Fails(string type)
    {
        var result = Judge(new() { Type = type, Relation = "t", ActualRows = 5, SharedHit = 7 });

        Assert.Equal((StageStatus.Failed, "100 %", 100.0), (result.Status, result.Value, result.Measurement!.Value));
        Assert.Contains("**7** pages for 5 rows", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IndexOnly_OtherRelations_MayBeReadAsTheyLike() => Assert.Equal(StageStatus.Passed, Judge(new() { Type = "Seq Scan", Relation = "u", ActualRows = 5 }).Status);

    [Fact]
    public void IndexOnly_NoPlan_Passes() => Assert.Equal((StageStatus.Passed, "not read"), (Judge(null).Status, Judge(null).Value));

    [Fact]
    public void IndexOnly_VacuumedTable_IsAnsweredByTheIndexAlone()
    {
        var result = (Check with { Relation = "transactions" }).Evaluate(Given.Exercise, Given.Plans(Given.Recorded("index-only-clean"), null, Given.Recorded("top-by-index")));

        Assert.Equal((StageStatus.Passed, "0 %"), (result.Status, result.Value));
        Assert.Equal(100, result.Measurement!.Reference);
    }

    [Fact]
    public void IndexOnly_TableChangedSinceVacuum_IsLookedUpAfterAll()
    {
        var plan = Given.Recorded("index-only-heap-fetches");
        var result = (Check with { Relation = plan.Root.Relation! }).Evaluate(Given.Exercise, Given.Plans(plan));

        Assert.Equal(StageStatus.Failed, result.Status);
        Assert.Contains("**22** of", result.Message, StringComparison.Ordinal);
        Assert.Contains("VACUUM", result.Comments[0].Text, StringComparison.Ordinal);
    }

    private static CheckResult Judge(PlanNode? node) => Check.Evaluate(Given.Exercise, Given.Plans(node is null ? null : Given.Plan(node)));
}
