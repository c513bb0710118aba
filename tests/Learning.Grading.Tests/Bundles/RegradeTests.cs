using System.Text;
using Learning.Grading.Bundles;
using Learning.Grading.Checks;
using Learning.Grading.Reports;

namespace Learning.Grading.Tests.Bundles;

public sealed class RegradeTests
{
    private readonly RecordedSandbox _sandbox = new();

    [Theory]
    [InlineData(0, "[]", 1, Verdict.Passed)]
    [InlineData(0, """[{"id":1}]""", 1, Verdict.WrongAnswer)]
    [InlineData(1, "[]", 1, Verdict.OverBudget)]
    [InlineData(0, "[]", 5, Verdict.OverBudget)]
    public async Task From_TheBundleAsItWasWritten_ReachesTheSameFindings(int statementsPerItem, string hiddenAnswer, double ratio, Verdict expected)
    {
        (_sandbox.StatementsPerItem, _sandbox.HiddenAnswer, _sandbox.Ratio) = (statementsPerItem, hiddenAnswer, ratio);
        var bundle = await BundleAsync();

        var regrade = Regrade.From(EvidenceBundle.FromCompressed(bundle.ToCompressed()), RecordedSandbox.Exercise());

        Assert.Equal(expected, regrade.Before.Verdict);
        Assert.True(regrade.SameVerdict);
        Assert.Empty(regrade.Differences);
        Assert.Empty(regrade.Notes);
    }

    [Fact]
    public async Task From_StricterLimitThanThen_ShowsWhatDiffersAndKeepsTheOldReport()
    {
        _sandbox.Ratio = 1.5;
        var bundle = await BundleAsync();
        var stricter = RecordedSandbox.Exercise() with { Revision = "2", Stages = [new("Correct", [new SameAnswer()]), new("Frugal", [new StatementGrowth()]), new("Fast", [new LatencyRatio { Below = 1.2 }])] };

        var regrade = Regrade.From(bundle, stricter);

        Assert.Equal((Verdict.Passed, Verdict.OverBudget), (regrade.Before.Verdict, regrade.After.Verdict));
        Assert.False(regrade.SameVerdict);
        Assert.Contains(regrade.Differences, difference => difference == "Verdict: Passed then, OverBudget now.");
        Assert.Contains(regrade.Notes, note => note.Contains("revision 1, this is 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_StageThatGradingHadNotReached_IsSaidAndNotInvented()
    {
        _sandbox.StatementsPerItem = 1;
        var bundle = await BundleAsync();
        var milder = RecordedSandbox.Exercise() with { Stages = [new("Correct", [new SameAnswer()]), new("Fast", [new LatencyRatio { Below = 2 }])] };

        var regrade = Regrade.From(bundle, milder);

        Assert.Equal(Verdict.Inconclusive, regrade.After.Verdict);
        Assert.Contains(regrade.Notes, note => note.Contains("no evidence for Fast", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FromJson_EvidenceChangedByHand_IsRefused()
    {
        var json = Encoding.UTF8.GetString((await BundleAsync()).ToJson());
        var changed = json.Replace("\"jail\":\"none\"", "\"jail\":\"some\"", StringComparison.Ordinal);
        Assert.NotEqual(json, changed);

        Assert.Contains("changed since it was written", Assert.Throws<BundleException>(() => EvidenceBundle.FromJson(Encoding.UTF8.GetBytes(changed))).Message);
    }

    [Theory]
    [InlineData("{}", "no version")]
    [InlineData("""{"version":2}""", "newer engine")]
    [InlineData("[1", "no evidence bundle")]
    [InlineData("", "no evidence bundle")]
    public void FromJson_NoBundle_SaysWhy(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<BundleException>(() => EvidenceBundle.FromJson(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public async Task ForLearner_HasNothingOfTheHiddenRunsButTheirCounts_AndIsNotJudgedAgain()
    {
        _sandbox.HiddenAnswer = """[{"secret":"hidden row"}]""";
        var copy = (await BundleAsync()).ForLearner();

        Assert.DoesNotContain("hidden row", Encoding.UTF8.GetString(copy.ToJson()));
        Assert.All(copy.Evidence.Hidden, pair => Assert.Empty(pair.Yours.Trace.Statements));
        Assert.Empty(copy.Evidence.Visible!.Reference.Trace.Statements);
        Assert.NotEmpty(copy.Evidence.Visible.Yours.Trace.Statements);
        Assert.Throws<BundleException>(() => Regrade.From(EvidenceBundle.FromJson(copy.ToJson()), RecordedSandbox.Exercise()));
    }

    [Fact]
    public async Task From_BundleOfAVariant_IsJudgedByThatVariantAlone()
    {
        var variant = RecordedSandbox.Exercise() with { Revision = "v3", Traits = new(3, new Dictionary<string, string>(), new Dictionary<string, double>(), null) };
        var bundle = EvidenceBundle.FromJson((await BundleAsync(variant)).ToJson());

        Assert.Equal((3, 3), (bundle.Variant, bundle.Report.Variant));
        Assert.Empty(Regrade.From(bundle, variant).Notes);
        Assert.Contains("variant 3", Assert.Throws<BundleException>(() => Regrade.From(bundle, RecordedSandbox.Exercise())).Message);
    }

    private async Task<EvidenceBundle> BundleAsync(Learning.Grading.Exercises.Exercise? exercise = null) =>
        (await new Grader(_sandbox, TimeProvider.System).GradeAsync(exercise ?? RecordedSandbox.Exercise(), "source", GradeMode.Submit, null, CancellationToken.None)).Bundle;
}
