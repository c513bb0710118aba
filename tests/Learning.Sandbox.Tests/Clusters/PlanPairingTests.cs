using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class PlanPairingTests
{
    [Fact]
    public void Pair_FailedStatementBeforeOneThatCompleted_ThePlanIsTheCompletedOnes()
    {
        var paired = PlanPairing.Pair([Statement(1, failed: true), Statement(2)], [Plan("SELECT 1")]);

        Assert.Equal([2], paired.PlansByStatement.Keys);
        Assert.Empty(paired.Unpaired);
    }

    [Fact]
    public void Pair_MorePlansThanCompleted_TheFailedOneGetsTheRest()
    {
        var paired = PlanPairing.Pair([Statement(1, failed: true), Statement(2)], [Plan("SELECT 1"), Plan("SELECT 1")]);

        Assert.Equal([1, 2], paired.PlansByStatement.Keys.Order());
    }

    [Fact]
    public void Pair_PlanOfAnotherBackendOrText_BelongsToNobody()
    {
        var paired = PlanPairing.Pair([Statement(1)], [Plan("SELECT 2"), Plan("SELECT 1", pid: 8)]);

        Assert.Empty(paired.PlansByStatement);
        Assert.Equal(2, paired.Unpaired.Count);
    }

    [Fact]
    public void Pair_PlansOfExecutions_AreLoggedUnderTheTextOfTheirPrepare()
    {
        PairingStatement[] wire = [new(1, 7, "PREPARE one AS SELECT 1"), new(2, 7, "EXECUTE one"), new(3, 7, "EXECUTE one")];

        var paired = PlanPairing.Pair(wire, [Plan("PREPARE one AS SELECT 1"), Plan("PREPARE one AS SELECT 1")]);

        Assert.Equal([2, 3], paired.PlansByStatement.Keys.Order());
        Assert.Empty(paired.Unpaired);
    }

    [Fact]
    public void Pair_PlansOfOneMessage_GoToItsPartsInOrder()
    {
        PairingStatement[] wire = [new(1, 7, "SELECT 1"), new(2, 7, "SELECT 2")];

        var paired = PlanPairing.Pair(wire, [Plan("SELECT 1; SELECT 2"), Plan("SELECT 1; SELECT 2")]);

        Assert.Equal([1, 2], paired.PlansByStatement.Keys.Order());
        Assert.Empty(paired.Unpaired);
    }

    [Fact]
    public void Pair_PlanFromInsideAFunction_IsNoStatements() => Assert.Empty(PlanPairing.Pair([Statement(1)], [Plan("SELECT 1") with { Nested = true }]).PlansByStatement);

    private static PairingStatement Statement(int number, bool failed = false) => new(number, 7, "SELECT 1", failed);

    private static LoggedPlan Plan(string sql, int pid = 7) => new(pid, sql, new() { Root = new() { Type = "Result" }, DurationMs = 1 }, Nested: false);
}
