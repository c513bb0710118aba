using Learning.Grading.Answers;
using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

/// <summary>An answer can tell which of its runs it is in: each run is held to what the others are held to.</summary>
public sealed class PhasesTests
{
    private static readonly StatementTrace One = Trace(1);

    [Fact]
    public void StatementBudget_PassedOnVisibleDataAlone_FailsOnTheHidden()
    {
        var result = new StatementBudget { Max = 3 }.Judge(Given.Exercise, Given.Traces(One, hidden: Trace(35)));

        Assert.Equal((StageStatus.Failed, "35"), (result.Status, result.Value));
        Assert.Contains("on hidden data set A", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, StageStatus.Passed)] // a batch's border
    [InlineData(4, StageStatus.Failed)]
    public void StatementGrowth_ConstantWhereItIsCompared_HoldsOnHiddenDataToo(int hidden, StageStatus expected) =>
        Assert.Equal(expected, new StatementGrowth().Judge(Given.Exercise, Growing(Given.Traces(One, hidden: Trace(hidden)), rows: 1)).Status);

    [Theory]
    [InlineData(1500, StageStatus.Passed)]
    [InlineData(1600, StageStatus.Failed)]
    public void RowsShipped_AtGrowingSizes_AreComparedToo(int rows, StageStatus expected)
    {
        var result = new RowsShipped { Times = 3 }.Judge(Given.Exercise, Growing(Given.Traces(One, One, One), rows));

        Assert.Equal(expected, result.Status);
        Assert.Contains("the run with 500 posts", result.Message, StringComparison.Ordinal);
    }

    /// <summary>A first grading has no growth yet in a stage before the one that needs it; a regrade has all.</summary>
    [Fact]
    public void Stage_BeforeTheOneThatNeedsGrowth_DoesNotLookAtIt()
    {
        var (rows, growth) = (new Stage("Rows", [new RowsShipped { Times = 3 }]), new Stage("Growth", [new StatementGrowth()]));
        var evidence = Growing(Given.Traces(One, One, One), rows: 5000);

        Assert.Equal(StageStatus.Passed, Judge.Stage(Given.Exercise with { Stages = [rows, growth] }, rows, evidence).Status);
        Assert.Equal(StageStatus.Failed, Judge.Stage(Given.Exercise with { Stages = [growth, rows] }, rows, evidence).Status);
    }

    [Fact]
    public void Latency_QuickAndOtherDataLeft_IsWrong()
    {
        var left = new AnswerDifference(60, 0, 60, 0, 0, "reference = N1", null, null);
        var evidence = Given.Traces(One) with { Latency = new([.. Enumerable.Repeat(new LatencyPair(new(1, 1, 0, "[]"), new(2, 1, 0, "[]")), 10)]) { Left = left } };

        var result = new LatencyRatio { Below = 2 }.Judge(Given.Exercise, evidence);

        Assert.Equal(Verdict.WrongAnswer, result.Verdict);
        Assert.Contains("60 are missing", result.Message, StringComparison.Ordinal);
        Assert.Equal(StageStatus.Passed, new LatencyRatio { Below = 2 }.Judge(Given.Exercise, evidence with { Latency = evidence.Latency! with { Left = null } }).Status);
    }

    [Fact]
    public void Load_QuickAndOtherDataLeft_IsWrong()
    {
        var left = new AnswerDifference(24, 0, 24, 0, 0, null, null, null);
        var rounds = new LoadRounds(24, 6, [.. Enumerable.Repeat(new LoadRound(new([1], 10), new([2], 10)), 10)]) { Left = left };

        Assert.Equal(Verdict.WrongAnswer, new LoadRatio { Below = 2 }.Judge(Given.Exercise, Given.Traces(One) with { Load = rounds }).Verdict);
    }

    private static StatementTrace Trace(int statements, long rows = 1) => Given.Trace([.. Enumerable.Range(1, statements).Select(number => Given.Statement(number, "SELECT 1", rows: rows))]);

    /// <summary>A statement at each size; so many rows at the largest, of which the reference sends 500.</summary>
    private static Evidence Growing(Evidence evidence, long rows) => evidence with
    {
        Growth = [.. new[] { 5, 50, 500 }.Select(size => new GrowthStep(size, new(Given.Run("a", Trace(1, size == 500 ? rows : 1)), Given.Run("a", Trace(1, size == 500 ? 500 : 1)))))],
    };
}
