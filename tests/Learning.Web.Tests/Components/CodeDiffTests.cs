using Learning.Web.Features.Comparisons;

namespace Learning.Web.Tests.Components;

public sealed class CodeDiffTests
{
    [Fact]
    public void CodeDiff_LineChanged_IsRemovedAndAddedWithItsNumbers()
    {
        var lines = CodeDiff.Of("a\nb\nc", "a\nB\nc");

        Assert.Equal([(LineChange.Same, 1, 1), (LineChange.Removed, 2, null), (LineChange.Added, null, 2), (LineChange.Same, 3, 3)], lines.Select(line => (line.Change, line.Before, line.After)));
    }

    [Fact]
    public void CodeDiff_LongStretchesInCommon_AreFoldedButForThreeLinesAround()
    {
        var before = string.Join('\n', Enumerable.Range(1, 40));
        var lines = CodeDiff.Of(before, before.Replace("\n20\n", "\ntwenty\n", StringComparison.Ordinal));

        Assert.Equal(["16 lines that both have", "17", "18", "19", "20", "twenty", "21", "22", "23", "17 lines that both have"], lines.Select(line => line.Text));
    }

    [Fact]
    public void CodeDiff_SameText_HasNoChange() => Assert.DoesNotContain(CodeDiff.Of("a\r\nb\r\n", "a\nb"), line => line.Change is LineChange.Added or LineChange.Removed);

    [Fact]
    public void CodeDiff_OneSideEmpty_IsAllAdded() => Assert.Equal(2, CodeDiff.Of("", "a\nb").Count(line => line.Change == LineChange.Added));

    [Theory]
    [InlineData(35_624, 45, "792× fewer")]
    [InlineData(1, 501, "501× more")]
    [InlineData(3, 3, "same")]
    [InlineData(1000, 1049, "≈ same")]
    [InlineData(1000, 1051, "1.05× more")]
    [InlineData(0, 4, "more")]
    [InlineData(4, 0, "none left")]
    public void Figures_Change_IsSaidAsAFactor(double before, double after, string expected) => Assert.Equal(expected, ComparedFigures.Change(before, after));

    [Fact]
    public void Figures_TimeRatiosWhoseIntervalsOverlap_AreNoDifference()
    {
        var passed = SampleReports.IndexPasses();
        var other = passed with { Latency = passed.Latency! with { Median = 1.1, Low = 1.0, High = 1.3 } };
        var slower = passed with { Latency = passed.Latency! with { Median = 2.1, Low = 1.9, High = 2.3 } };

        Assert.StartsWith("≈", ComparedFigures.Of(passed, other).Single(figure => figure.Name.StartsWith("Time ratio", StringComparison.Ordinal)).Change, StringComparison.Ordinal);
        Assert.Equal("slower", ComparedFigures.Of(passed, slower).Single(figure => figure.Name.StartsWith("Time ratio", StringComparison.Ordinal)).Change);
    }

    [Fact]
    public void Figures_OnlyOneSideMeasured_SaysSo()
    {
        var figures = ComparedFigures.Of(ComparisonSamples.Scanned(), SampleReports.IndexPasses());

        Assert.Equal(("not measured", ""), figures.Where(figure => figure.Name == "Size added").Select(figure => (figure.Before, figure.Change)).Single());
    }

    [Fact]
    public void Figures_ReportThatListsNotEveryStatement_ClaimsNoPages()
    {
        var report = SampleReports.OnePerPost();
        var cut = report with { Visible = report.Visible! with { Trace = report.Visible.Trace with { Count = 900 } } };

        Assert.Equal("not measured", ComparedFigures.Of(report, cut).Single(figure => figure.Name == "Pages read").After);
    }
}
