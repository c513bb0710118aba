using System.Text;
using Learning.Grading;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>What a server's standard error may hold, as PostgreSQL 18.4 writes it.</summary>
public sealed class ServerLogTests
{
    private const string Plan = "LOG:  duration: 0.1 ms  plan:\n\t{\n\t  \"Query Text\": \"SELECT 1\",\n\t  \"Plan\": { \"Node Type\": \"Result\", \"Actual Rows\": 1.00, \"Actual Loops\": 1 }\n\t}";

    [Fact]
    public async Task Plan_OfTheLearner_IsRead()
    {
        var plan = Assert.Single(await PlansAsync($"k 7 1 00000 learner@a|LOG:  execute <unnamed>: SELECT 1\nk 7 2 00000 learner@a|{Plan}\n"));
        Assert.Equal((7, "SELECT 1", "Result", false), (plan.Pid, plan.Sql, plan.Plan.Root.Type, plan.Nested));
    }

    [Fact]
    public async Task Plan_WithAFunctionsContext_IsNested() =>
        Assert.True(Assert.Single(await PlansAsync($"k 7 1 00000 learner@a|{Plan}\nk 7 2 00000 learner@a|CONTEXT:  SQL function \"f\" statement 1\n")).Nested);

    [Theory]
    [InlineData("another secret", "x 7 1 00000 learner@a|", "")]
    [InlineData("another role", "k 7 1 00000 owner@a|", "")]
    [InlineData("raised", "k 7 1 00000 learner@a|", "k 7 2 00000 learner@a|CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n")]
    [InlineData("raised with a detail", "k 7 1 00000 learner@a|", "k 7 2 00000 learner@a|DETAIL:  x\nk 7 3 00000 learner@a|CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n")]
    public async Task Plan_Forged_IsNotRead(string why, string prefix, string after) => Assert.True((await PlansAsync($"{prefix}{Plan}\n{after}")).Count == 0, why);

    [Fact]
    public async Task Marker_SaidByTheLearner_IsNotTheEnd()
    {
        var plans = await PlansAsync($"k 7 1 00000 learner@a|LOG:  marker\nk 7 2 00000 learner@a|{Plan}\n");
        Assert.Single(plans);
    }

    [Fact]
    public async Task Line_WithoutEnd_IsCutOffAndSaid()
    {
        await using var log = new ServerLog(new MemoryStream(Encoding.UTF8.GetBytes("k 7 1 00000 learner@a|LOG:  " + new string('x', 5 << 20))), "k");
        await Assert.ThrowsAsync<InfrastructureException>(() => log.ReadUntilAsync("marker", "supervisor", CancellationToken.None));
    }

    private static async Task<IReadOnlyList<LoggedPlan>> PlansAsync(string text)
    {
        await using var log = new ServerLog(new MemoryStream(Encoding.UTF8.GetBytes(text + "k 9 1 00000 supervisor@postgres|LOG:  marker\n")), "k");
        return LoggedPlans.In(await log.ReadUntilAsync("marker", "supervisor", CancellationToken.None));
    }
}
