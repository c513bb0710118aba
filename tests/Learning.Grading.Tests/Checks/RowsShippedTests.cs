using Learning.Grading.Checks;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

public sealed class RowsShippedTests
{
    private static readonly StatementTrace Reference = Pretended.Trace(Pretended.Statement(12, null), Pretended.Statement(261, null), Pretended.Statement(161, null));

    [Theory]
    [InlineData(1322, StageStatus.Passed)]
    [InlineData(1323, StageStatus.Failed)]
    public void Evaluate_AtTheLimit_PassesAndOnePastItFails(long rows, StageStatus expected) =>
        Assert.Equal(expected, Judge(Pretended.Statement(rows, null)).Status);

    [Fact]
    public void Evaluate_TwoCollectionsMultiply_IsNamedWithWhatWentInAndWhatCameOut()
    {
        // No LEFT JOIN in the text: the plan is what tells.
        var result = Judge(Pretended.Statement(4353, Pretended.Recorded("product-by-lookups"), "TABLE a_view_that_joins_three"));

        Assert.Equal("Over budget: joined collections multiply the rows", result.Headline);
        Assert.Contains("4,353 rows out of about", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one-collection", 1)]
    [InlineData("page-and-a-collection", 12)]
    public void Evaluate_OneCollectionJoinedToWhatTheAnswerNeeds_IsNamedAsRepetition(string name, long needed)
    {
        var plan = Pretended.Recorded(name);

        var result = new RowsShipped { Times = 3 }.Evaluate(Pretended.Exercise,
            Pretended.Evidence(Pretended.Trace(Pretended.Statement((long)plan.Root.ActualRows, plan)), Pretended.Trace(Pretended.Statement(needed, null))));

        Assert.Equal("Over budget: a joined collection repeats the rows", result.Headline);
    }

    [Fact]
    public void Evaluate_ChildrenOfMoreParentsThanAsked_IsNeither()
    {
        var plan = Pretended.Recorded("children-of-many-parents");

        Assert.StartsWith($"Over budget: {Say.Rows(plan.Root.ActualRows)} sent", Judge(Pretended.Statement((long)plan.Root.ActualRows, plan)).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WholeTableThroughAnOuterJoin_IsNoProduct()
    {
        // 111,111 sales each with its one settlement and its one merchant: too much, and nothing multiplied.
        var result = Judge(Pretended.Statement(111_111, Pretended.Recorded("chain-hashed"), "SELECT * FROM sales LEFT JOIN settlements ON true"));

        Assert.Equal("Over budget: 111,111 rows sent for what 434 answer", result.Headline);
    }

    [Fact]
    public void Evaluate_WithoutAPlan_SaysTheCountsAlone() =>
        Assert.Equal("Over budget: 5,000 rows sent for what 434 answer", Judge(Pretended.Statement(5000, null)).Headline);

    [Fact]
    public void Evaluate_NothingSent_Passes() => Assert.Equal(StageStatus.Passed, Judge().Status);

    private static CheckResult Judge(params Statement[] yours) =>
        new RowsShipped { Times = 3 }.Evaluate(Pretended.Exercise, Pretended.Evidence(Pretended.Trace(yours), Reference));
}
