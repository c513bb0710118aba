using Learning.Grading.Checks;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

/// <summary>On plans over a table of twelve monthly partitions.</summary>
public sealed class PartitionsPrunedTests
{
    private static readonly PartitionsPruned Check = new() { Parent = "events", AtMost = 1 };

    [Theory]
    [InlineData("partitions-pruned-in-planning", 1)]
    [InlineData("partitions-pruned-at-start", 1)]
    [InlineData("partitions-pruned-while-running", 1)]
    [InlineData("partitions-all", 12)]
    public void PartitionsPruned_RecordedPlan_CountsWhatRan(string plan, int touched)
    {
        var result = Judge(Given.Recorded(plan));

        Assert.Equal(touched, result.Measurement!.Value);
        Assert.Equal(touched <= 1 ? StageStatus.Passed : StageStatus.Failed, result.Status);
    }

    [Fact]
    public void PartitionsPruned_ValuesKnownAtStart_SaysHowManyWereRuledOut() =>
        Assert.Contains("11 were ruled out", Judge(Given.Recorded("partitions-pruned-at-start")).Message, StringComparison.Ordinal);

    [Fact]
    public void PartitionsPruned_ExpressionAroundTheKey_NamesPartitionsAndPages()
    {
        var result = Judge(Given.Recorded("partitions-all"));

        Assert.Contains("**12** partitions of `events` are touched, **424** pages", result.Message, StringComparison.Ordinal);
        Assert.Equal("P1", result.Mark);
    }

    [Theory]
    [InlineData(11, StageStatus.Failed)]
    [InlineData(12, StageStatus.Passed)]
    public void PartitionsPruned_AtTheLimit_Passes(int limit, StageStatus expected) =>
        Assert.Equal(expected, (Check with { AtMost = limit }).Evaluate(Given.Exercise, Given.Plans(Given.Recorded("partitions-all"))).Status);

    [Fact]
    public void PartitionsPruned_OneStatementForEachPartition_AreCountedTogether()
    {
        QueryPlan Part(string name) => Given.Plan(new() { Type = "Seq Scan", Relation = name, SharedHit = 3 });
        var evidence = Given.Traces(Given.Trace(Part("events_2026_01"), Part("events_2026_02"), Part("events_2026_01"), Part("people_x")));

        Assert.Equal(2, Check.Evaluate(Given.Exercise, evidence).Measurement!.Value);
    }

    [Fact]
    public void PartitionsPruned_NoPlan_Passes()
    {
        var result = Check.Evaluate(Given.Exercise, Given.Traces(StatementTrace.Empty));

        Assert.Equal((StageStatus.Passed, "0"), (result.Status, result.Value));
    }

    private static CheckResult Judge(QueryPlan plan) => Check.Evaluate(Given.Exercise, Given.Plans(plan));
}
