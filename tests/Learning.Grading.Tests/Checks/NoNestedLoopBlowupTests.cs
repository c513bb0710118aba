using Learning.Grading.Checks;
using Learning.Grading.Plans;
using Learning.Grading.Reports;

namespace Learning.Grading.Tests.Checks;

public sealed class NoNestedLoopBlowupTests
{
    private static readonly NoNestedLoopBlowup Check = new() { Times = 20 };

    [Theory]
    [InlineData(20_000, StageStatus.Passed)]
    [InlineData(20_001, StageStatus.Failed)]
    public void NestedLoop_RowsLookedAt_AreJudgedAgainstRowsReturned(double lookedAt, StageStatus expected) =>
        Assert.Equal(expected, Judge(Loop(lookedAt, returned: 1000)).Status);

    [Fact]
    public void NestedLoop_HandfulOfRows_IsNoBlowUp() => Assert.Equal(StageStatus.Passed, Judge(Loop(1000, returned: 1)).Status);

    [Fact]
    public void NestedLoop_NoPlan_Passes()
    {
        var result = Check.Evaluate(Given.Exercise, Given.Plans(null));

        Assert.Equal((StageStatus.Passed, "none"), (result.Status, result.Value));
    }

    [Fact]
    public void NestedLoop_WorkBeneathAnAggregateOfTheSecondSide_IsSeen()
    {
        var inner = new PlanNode { Type = "Aggregate", Role = "Inner", Loops = 100, ActualRows = 100, Children = [new() { Type = "Seq Scan", Relation = "items", Loops = 100, ActualRows = 100, RowsRemovedByFilter = 1_999_900 }] };

        Assert.Equal(20_000, Judge(Given.Plan(Loop(0, 100).Root with { Children = [new() { Type = "Seq Scan", Relation = "orders", Role = "Outer", ActualRows = 100 }, inner] })).Measurement!.Value);
    }

    [Fact]
    public void NestedLoop_StaleStatistics_SaysTurnsRowsAndWhatWasExpected()
    {
        var result = Check.Evaluate(Given.Exercise, Given.Plans(Given.Recorded("nested-loop-blowup"), null, Given.Recorded("hash-join-after-analyze")));

        Assert.Equal((Verdict.OverBudget, "P1", "500×"), (result.Verdict, result.Mark, result.Value));
        Assert.Contains("over `items_state` on `items` ran **500 times** and looked at **1,000,000** rows, 8,500 pages, for **2,000**", result.Message, StringComparison.Ordinal);
        Assert.Contains("expected 1 row on the first side and 500 rows came", result.Comments[0].Text, StringComparison.Ordinal);
        Assert.Equal((500.0, 0.0), (result.Measurement!.Value, result.Measurement.Reference));
    }

    [Theory]
    [InlineData("nested-loop")]
    [InlineData("three-joined")]
    [InlineData("hash-join")]
    public void NestedLoop_EachTurnLeadsToItsRows_Passes(string plan) => Assert.Equal(StageStatus.Passed, Judge(Given.Recorded(plan)).Status);

    private static CheckResult Judge(QueryPlan plan) => Check.Evaluate(Given.Exercise, Given.Plans(plan));

    private static QueryPlan Loop(double lookedAt, double returned) => Given.Plan(new()
    {
        Type = "Nested Loop", ActualRows = returned, EstimatedRows = returned,
        Children = [new() { Type = "Seq Scan", Relation = "orders", Role = "Outer", ActualRows = 50, EstimatedRows = 50 }, new() { Type = "Seq Scan", Relation = "items", Role = "Inner", Loops = 50, ActualRows = returned, RowsRemovedByFilter = lookedAt - returned }],
    });
}
