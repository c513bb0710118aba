using Learning.Grading.Checks;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

public sealed class BuffersGrowthTests
{
    private static readonly int[] Sizes = [100, 1500, 20000];

    [Theory]
    [InlineData(9, 5, 13, GrowthShape.Constant)]
    [InlineData(300, 20, 20, GrowthShape.Steps)]
    [InlineData(9, 9, 68, GrowthShape.Constant)]
    [InlineData(9, 9, 69, GrowthShape.Linear)]
    [InlineData(125, 130, 300, GrowthShape.Constant)]
    [InlineData(23, 231, 2885, GrowthShape.Linear)]
    [InlineData(40, 120, 300, GrowthShape.Steps)]
    [InlineData(20, 400, 60_000, GrowthShape.Worse)]
    [InlineData(0, 0, 0, GrowthShape.Constant)]
    public void Fit_PagesAtThreeSizes_NamesTheShape(long first, long second, long third, GrowthShape expected) =>
        Assert.Equal(expected, BuffersGrowth.Fit([(100, first), (1500, second), (20_000, third)]));

    [Fact]
    public void Evaluate_SkippedRows_FailsWithTheSeriesAndWhatTheScanWentThrough()
    {
        var result = Judge(23, 231, 2885);

        Assert.Equal((StageStatus.Failed, Verdict.OverBudget, "Over budget: pages read grow with the rows seen"), (result.Status, result.Verdict, result.Headline));
        Assert.Equal("23, 231, 2,885: linear", result.Value);
        Assert.Contains("goes through 20,030 rows to return 30", result.Comments[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_SamePlaceCostAtEveryDepth_Passes() => Assert.Equal(StageStatus.Passed, Judge(9, 5, 13).Status);

    [Fact]
    public void Evaluate_WithoutAPlan_Passes()
    {
        var none = Pretended.Trace(Pretended.Statement(30, null));

        var result = new BuffersGrowth().Evaluate(Pretended.Exercise, Pretended.Evidence(none, none) with { Growth = [.. Sizes.Select(size => Step(size, none, "[]"))] });

        Assert.Equal(StageStatus.Passed, result.Status);
    }

    [Fact]
    public void Evaluate_OtherRowsAtOneSize_IsAWrongAnswerHoweverFewPages()
    {
        var few = Pretended.Trace(Pretended.Statement(30, Pretended.Scan(5, 30, 30)));

        var result = new BuffersGrowth().Evaluate(Pretended.Exercise,
            Pretended.Evidence(few, few) with { Growth = [Step(100, few, "[]"), Step(1500, few, """[{"id":1}]"""), Step(20_000, few, "[]")] });

        Assert.Equal((Verdict.WrongAnswer, "Wrong answer: not the same at 1,500 rows seen"), (result.Verdict, result.Headline));
    }

    private static CheckResult Judge(params long[] pages)
    {
        var steps = Sizes.Zip(pages, (size, count) => Step(size, Pretended.Trace(Pretended.Statement(30, Pretended.Scan(count, size + 30, 30))), "[]"));
        var visible = Pretended.Trace(Pretended.Statement(30, Pretended.Scan(pages[^1], 20_030, 30)));
        return new BuffersGrowth().Evaluate(Pretended.Exercise, Pretended.Evidence(visible, visible) with { Growth = [.. steps] });
    }

    private static GrowthStep Step(int size, StatementTrace yours, string answer) =>
        new(size, new(Pretended.Run("a", yours, answer), Pretended.Run("a", yours)));
}
