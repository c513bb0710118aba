using Learning.Grading.Checks;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

public sealed class LoadRatioTests
{
    [Theory]
    [InlineData(1.0, 10, StageStatus.Passed)]
    [InlineData(6.0, 10, StageStatus.Failed)]
    public void Evaluate_ClearRatio_IsDecidedAtTheFirstLook(double ratio, int rounds, StageStatus expected) => Assert.Equal(expected, Judge(Rounds(Enumerable.Repeat(ratio, rounds))).Status);

    [Fact]
    public void Evaluate_LimitInsideTheInterval_ChargesNobody()
    {
        var result = Judge(Rounds(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 2.0 : 4.0)));

        Assert.Equal((StageStatus.Unsure, Verdict.Inconclusive), (result.Status, result.Verdict));
    }

    [Fact]
    public void Evaluate_QuickAndWrong_IsWrong()
    {
        var rounds = Rounds(Enumerable.Repeat(0.5, 10));
        var result = Judge([.. rounds.Take(9), rounds[9] with { Differ = 1 }]);

        Assert.Equal(Verdict.WrongAnswer, result.Verdict);
        Assert.Contains("1 call was", result.Message);
    }

    [Fact]
    public void Figures_OfRounds_CountCallsPerSecondAndPercentilesOverAllOfThem()
    {
        var figures = LoadRatio.Figures(new(48, 8, Rounds(Enumerable.Repeat(2.0, 10))), 3);

        Assert.Equal(20, figures.Yours.CallsMs.Count);
        Assert.Equal(10, figures.Yours.PerSecond, 1);
        Assert.Equal((20, 30, 30), (figures.Yours.P50, figures.Yours.P95, figures.Yours.P99));
        Assert.Equal((2, 2, 2), (figures.Median, figures.Low, figures.High));
    }

    private static CheckResult Judge(IReadOnlyList<LoadRound> rounds) => new LoadRatio { Below = 3 }.Evaluate(RecordedSandbox.Exercise(), new()
    {
        Prepared = RunOutcome.Completed, Environment = new("18.4", 2, "none", 2), Load = new(48, 8, rounds),
    });

    /// <summary>Two calls a round and a fifth of a second; the reference takes 12.5 ms on average.</summary>
    private static List<LoadRound> Rounds(IEnumerable<double> ratios) =>
        [.. ratios.Select(ratio => new LoadRound(new([10 * ratio, 15 * ratio], 200), new([10, 15], 100)))];
}
