using System.Globalization;
using Bunit;
using Learning.Web.Components.Charts;
using Learning.Web.Components.Plans;

namespace Learning.Web.Tests.Components;

public sealed class ChartTests : BunitContext
{
    public ChartTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void StatementTimeline_OnePerPost_DrawsAStaircaseOf21Bars()
    {
        var report = SampleReports.OnePerPost();
        var chart = Render<StatementTimeline>(parameters => parameters.Add(c => c.Run, report.Visible!).Add(c => c.Reference, report.Reference));

        var bars = chart.Find(".w svg").QuerySelectorAll(".bar");
        var x = bars.Select(bar => Number(bar.QuerySelector("rect")!.GetAttribute("x"))).ToList();
        var y = bars.Select(bar => Number(bar.QuerySelector("rect")!.GetAttribute("y"))).ToList();
        Assert.Equal(21, bars.Length);
        Assert.Equal(x.Order(), x);
        Assert.Equal(y.Order(), y);
        Assert.All(bars.Skip(1), bar => Assert.Contains("fo", bar.QuerySelector("rect")!.ClassName, StringComparison.Ordinal));

        // 2.5 ms of a 60 ms axis that is 416 px wide.
        Assert.Equal(2.5 / 60 * 416, Number(bars[1].QuerySelector("rect")!.GetAttribute("width")), 0.1);
    }

    [Fact]
    public void StatementTimeline_Table_HoldsTheSameStatements()
    {
        var report = SampleReports.OnePerPost();
        var chart = Render<StatementTimeline>(parameters => parameters.Add(c => c.Run, report.Visible!).Add(c => c.Reference, report.Reference));

        chart.Find("button.lnk").Click();

        Assert.Equal(21, chart.FindAll("tbody tr").Count);
        Assert.Contains("S21", chart.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void GrowthDrawing_LinearAgainstConstant_RisesInEqualStepsAndStaysFlat()
    {
        var drawing = new GrowthDrawing([(5, 6, 1), (50, 51, 1), (500, 501, 1)]);

        Assert.Equal(drawing.Points[1].X - drawing.Points[0].X, drawing.Points[2].X - drawing.Points[1].X, 0.01);
        Assert.True(drawing.Points[0].YoursY > drawing.Points[1].YoursY && drawing.Points[1].YoursY > drawing.Points[2].YoursY);
        Assert.All(drawing.Points, point => Assert.Equal(GrowthDrawing.Bottom, point.ReferenceY));
        Assert.True(drawing.ReferenceLabelY - drawing.YoursLabelY > 14);
    }

    [Fact]
    public void GrowthDrawing_SameAsTheReference_MovesLabelsApartAndNotTheData()
    {
        var drawing = new GrowthDrawing([(5, 1, 1), (50, 1, 1), (500, 1, 1)]);

        Assert.All(drawing.Points, point => Assert.Equal(point.YoursY, point.ReferenceY));
        Assert.True(Math.Abs(drawing.ReferenceLabelY - drawing.YoursLabelY) >= 14);
    }

    [Fact]
    public void RatioChart_BelowTheLimit_SaysMedianIntervalAndLimit()
    {
        var chart = Render<RatioChart>(parameters => parameters.Add(c => c.Latency, SampleReports.IndexPasses().Latency!));

        Assert.Equal("Latency ratio to the reference 1.03×, 99 percent interval [0.94, 1.12], limit 2.0×.", chart.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.Equal(10, chart.FindAll("circle").Count);
    }

    [Fact]
    public void PlanTree_ArrowKeys_WalkCloseAndOpen()
    {
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, SampleReports.PostsPlan()));
        Assert.Equal(4, tree.FindAll("[role=treeitem]").Count);
        Assert.Contains("hot", tree.FindAll("[role=treeitem]")[3].ClassName, StringComparison.Ordinal);

        tree.FindAll("[role=treeitem]")[0].KeyDown("ArrowDown");
        Assert.Equal("0", tree.FindAll("[role=treeitem]")[1].GetAttribute("tabindex"));

        tree.FindAll("[role=treeitem]")[1].KeyDown("ArrowLeft");
        Assert.Equal(2, tree.FindAll("[role=treeitem]").Count);
        Assert.Equal("false", tree.FindAll("[role=treeitem]")[1].GetAttribute("aria-expanded"));

        tree.FindAll("[role=treeitem]")[1].KeyDown("ArrowRight");
        Assert.Equal(4, tree.FindAll("[role=treeitem]").Count);
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
}
