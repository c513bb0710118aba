using Learning.Hostile.Suite;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>What the suite's exit code rests on.</summary>
public sealed class SuiteSummaryTests
{
    [Theory]
    [InlineData(200, 1, 5000.0, true)] // one of two hundred was late
    [InlineData(200, 3, 1001.0, false)]
    [InlineData(30, 0, 0.0, true)]
    [InlineData(30, 1, 1001.0, false)]
    [InlineData(29, 29, 5000.0, null)] // too few to say
    public void Kills_OfARun_HoldWhenTheirP99IsASecond(int kills, int late, double lateMs, bool? holds)
    {
        var summary = SuiteSummary.Of("bubblewrap", [.. Enumerable.Range(0, kills).Select(turn => Result(turn, turn < late ? lateMs : 1000)), Result(kills, null)], 1, []);

        Assert.Equal(holds, summary.KillsHold);
        Assert.Equal(holds ?? true, summary.Holds);
    }

    private static CaseResult Result(int turn, double? kill) =>
        new() { Case = "Resources/loop.cs", Jail = "bubblewrap", Turn = turn, Revision = "", Came = "TimeLimit", Ms = 1, KillMs = kill };
}
