using Learning.Grading.Checks;
using Learning.Grading.Plans;
using Learning.Grading.Reports;

namespace Learning.Grading.Tests.Checks;

public sealed class EstimatesTests
{
    private static readonly Estimates Check = new() { Within = 10 };

    [Theory]
    [InlineData(100, 1000, StageStatus.Passed)]
    [InlineData(100, 1001, StageStatus.Failed)]
    [InlineData(1000, 100, StageStatus.Passed)]
    [InlineData(1001, 100, StageStatus.Failed)]
    [InlineData(2, 99, StageStatus.Passed)] // too few rows to matter
    public void Estimates_ExpectedAgainstMet_IsJudgedByTheFactor(double expected, double met, StageStatus status) =>
        Assert.Equal(status, Judge(Given.Plan(Scan(expected, met))).Status);

    [Fact]
    public void Estimates_NoPlan_Passes()
    {
        var result = Judge(null);

        Assert.Equal((StageStatus.Passed, 1.0, 2), (result.Status, result.Measurement!.Value, result.Measurement.N));
    }

    [Fact]
    public void Estimates_LimitStoppedTheScan_IsNoMisestimate() =>
        Assert.Equal(StageStatus.Passed, Judge(Given.Recorded("limit")).Status); // 50,000 expected, 20 asked for

    [Fact]
    public void Estimates_ScanBelowASortBelowALimit_IsJudged() =>
        Assert.Equal(StageStatus.Failed, Judge(Given.Plan(new() { Type = "Limit", ActualRows = 20, EstimatedRows = 20, Children = [new() { Type = "Sort", EstimatedRows = 50_000, ActualRows = 20, Children = [Scan(50_000, 20)] }] })).Status);

    [Fact]
    public void Estimates_OneRowPerLoopIsTheLeastThatCanBeExpected_IsNoMisestimate() =>
        Assert.Equal(StageStatus.Passed, Judge(Given.Plan(Scan(5000, 3) with { Loops = 5000 })).Status);

    [Fact]
    public void Estimates_MergeJoinGoingBackOverItsSecondSide_IsNoMisestimate()
    {
        var join = new PlanNode { Type = "Merge Join", EstimatedRows = 5000, ActualRows = 5000, Children = [Scan(100, 100) with { Role = "Outer" }, Scan(100, 5000) with { Role = "Inner" }] };

        Assert.Equal(StageStatus.Passed, Judge(Given.Plan(join)).Status);
    }

    [Fact]
    public void Estimates_NodeThatNeverRan_IsNotJudged() => Assert.Equal(StageStatus.Passed, Judge(Given.Plan(Scan(5000, 0) with { Loops = 0 })).Status);

    [Fact]
    public void Estimates_ColumnsThatGoTogether_AreTenTimesOff()
    {
        var result = Judge(Given.Recorded("estimate-off"));

        Assert.Equal(StageStatus.Passed, result.Status); // 20 expected, 200 met: exactly the factor
        Assert.Equal(10, result.Measurement!.Value);
        Assert.Equal(StageStatus.Failed, (Check with { Within = 9.9 }).Evaluate(Given.Exercise, Given.Plans(Given.Recorded("estimate-off"))).Status);
    }

    [Fact]
    public void Estimates_StaleStatistics_AreNamedWithTheNodeThatWasFurthestOff()
    {
        var result = Judge(Given.Recorded("nested-loop-blowup"), reference: Given.Recorded("hash-join-after-analyze"));

        Assert.Equal((Verdict.OverBudget, "P1"), (result.Verdict, result.Mark));
        Assert.Contains("off by 2,000×", result.Headline, StringComparison.Ordinal);
        Assert.Equal((2000, 10), (result.Measurement!.Value, result.Measurement.Reference)); // the reference's join is 10 times off: status and state go together
    }

    [Fact]
    public void Estimates_OnHiddenData_QuotesNoCondition()
    {
        var hidden = Given.Plan(Scan(1, 5000) with { Filter = "(city = 'secret'::text)", IndexCondition = "(id = 4711)" });

        var result = Check.Evaluate(Given.Exercise, Given.Plans(null, hidden));

        Assert.Equal((StageStatus.Failed, null), (result.Status, result.Mark));
        Assert.Contains("hidden data set A", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", result.Message, StringComparison.Ordinal);
    }

    private static CheckResult Judge(QueryPlan? plan, QueryPlan? reference = null) => Check.Evaluate(Given.Exercise, Given.Plans(plan, null, reference));

    private static PlanNode Scan(double expected, double met) => new() { Type = "Seq Scan", Relation = "people", EstimatedRows = expected, ActualRows = met };
}
