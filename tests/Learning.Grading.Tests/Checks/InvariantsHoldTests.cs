using Learning.Grading.Checks;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

public sealed class InvariantsHoldTests
{
    [Fact]
    public void Evaluate_NothingBrokenAndNothingFailed_Passes() => Assert.Equal(StageStatus.Passed, Judge(Run()).Status);

    [Fact]
    public void Evaluate_BrokenInvariant_NamesItWithAnExample()
    {
        var result = Judge(Run() with { Broken = [new("No shelf holds less than nothing", 2, """{"id": 5, "stock": -1}""")] });

        Assert.Equal((StageStatus.Failed, Verdict.WrongAnswer), (result.Status, result.Verdict));
        Assert.Contains("no shelf holds less than nothing", result.Headline);
        Assert.Contains("\"stock\": -1", result.Message);
    }

    [Fact]
    public void Evaluate_FailedCalls_AreWrongToo()
    {
        var result = Judge(Run() with { Failed = 3, FirstFailure = new() { Kind = OutcomeKind.RuntimeError, Message = "40001" } });

        Assert.Equal((StageStatus.Failed, Verdict.WrongAnswer), (result.Status, result.Verdict));
        Assert.Contains("3 calls failed", result.Headline);
        Assert.Contains("40001", result.Message);
    }

    [Fact]
    public void Evaluate_PassedInTheThirdRound_CountsTheCallsOfAllRounds() => Assert.Equal(216, Judge(Run() with { Round = 3 }).Measurement!.N);

    private static CheckResult Judge(CrowdRun run) => new InvariantsHold().Evaluate(RecordedSandbox.Exercise(), new()
    {
        Prepared = RunOutcome.Completed, Environment = new("18.4", 2, "none", 2), Crowd = new(run, Run()),
    });

    private static CrowdRun Run() => new() { Users = 24, Calls = 72, Pool = 8, Failed = 0, Broken = [], Trace = StatementTrace.Empty, ElapsedMs = 100 };
}
