using Learning.Grading.Checks;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

public sealed class WidestStepTests
{
    [Theory]
    [InlineData(1500, StageStatus.Passed)]
    [InlineData(1501, StageStatus.Failed)]
    public void Evaluate_AtTheLimit_PassesAndOnePastItFails(double rows, StageStatus expected) =>
        Assert.Equal(expected, Judge(Pretended.Statement(12, Pretended.Scan(40, rows, 12))).Status);

    [Fact]
    public void Evaluate_ProductThatIsAggregatedAway_FailsAndIsNamedAsOne()
    {
        // Twelve rows reach the client. The plan made 4,353 on the way.
        var result = Judge(Pretended.Statement(12, Pretended.Recorded("product-memoized")));

        Assert.Equal((StageStatus.Failed, Verdict.OverBudget), (result.Status, result.Verdict));
        Assert.Contains("every row of one collection beside every row of the other", result.Comments[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WithoutStatementsOrPlans_Passes()
    {
        Assert.Equal(StageStatus.Passed, Judge().Status);
        Assert.Equal(StageStatus.Passed, Judge(Pretended.Statement(12, null)).Status);
    }

    private static CheckResult Judge(params Statement[] yours) => new WidestStep { Times = 5 }.Evaluate(
        Pretended.Exercise, Pretended.Evidence(Pretended.Trace(yours), Pretended.Trace(Pretended.Statement(200, Pretended.Scan(40, 200, 200)))));
}
