using Learning.Grading.Plans;
using Learning.Grading.Tests.Checks;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Plans;

public sealed class StatementDiffTests
{
    [Fact]
    public void Statements_SameTextWithOtherValues_ArePairedByFingerprint()
    {
        var pairs = Of(["SELECT * FROM posts LIMIT 20", "SELECT * FROM users WHERE id = 1", "SELECT * FROM users WHERE id = 2"], ["SELECT * FROM posts LIMIT 50", "SELECT * FROM users WHERE id = 9"]);

        Assert.Equal([(1, 1), (2, 1)], pairs.Select(pair => (pair.Before!.Count, pair.After!.Count)));
        Assert.DoesNotContain(pairs, pair => pair.Reworded);
    }

    [Fact]
    public void Statements_OnOneSideOnly_ComeWithNothingBesideThem()
    {
        var pairs = Of(["SELECT a FROM x"], ["SELECT b FROM y"]);

        Assert.Equal([(false, true), (true, false)], pairs.Select(pair => (pair.Before is not null, pair.After is not null)));
    }

    [Fact]
    public void Statements_RewordedOverTheSameTables_ArePairedByTheirPlans()
    {
        var pairs = StatementDiff.Of(
            Given.Trace([Given.Statement(1, "SELECT * FROM transactions ORDER BY id", Given.Recorded("top-by-sequential-scan"))]),
            Given.Trace([Given.Statement(1, "SELECT city FROM people", Given.Recorded("estimate-off")), Given.Statement(2, "SELECT id FROM transactions", Given.Recorded("top-by-index"))]));

        Assert.Equal([(false, "SELECT city FROM people"), (true, "SELECT id FROM transactions")], pairs.Select(pair => (pair.Reworded, pair.Fingerprint)));
        Assert.Equal((866, 46), (pairs[1].BuffersBefore, pairs[1].BuffersAfter));
    }

    [Fact]
    public void Statements_OfTwoEmptyRuns_AreNone() => Assert.Empty(StatementDiff.Of(StatementTrace.Empty, StatementTrace.Empty));

    private static IReadOnlyList<StatementPair> Of(string[] before, string[] after) => StatementDiff.Of(Trace(before), Trace(after));

    private static StatementTrace Trace(string[] sql) => Given.Trace([.. sql.Select((text, index) => Given.Statement(index + 1, text))]);
}
