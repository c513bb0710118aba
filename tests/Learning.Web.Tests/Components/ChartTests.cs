using System.Globalization;
using Bunit;
using Learning.Grading.Plans;
using Learning.Web.Components.Charts;
using Learning.Web.Components.Plans;
using Learning.Web.Components.Verdicts;

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

    [Fact]
    public void PlanTree_HomeEndAndLetters_MoveTheFocus()
    {
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, SampleReports.PostsPlan()));

        tree.FindAll("[role=treeitem]")[0].KeyDown("End");
        Assert.Equal("0", tree.FindAll("[role=treeitem]")[3].GetAttribute("tabindex"));
        tree.FindAll("[role=treeitem]")[3].KeyDown("n");
        Assert.Equal("0", tree.FindAll("[role=treeitem]")[1].GetAttribute("tabindex"));
        tree.FindAll("[role=treeitem]")[1].KeyDown("Home");
        Assert.Equal("0", tree.FindAll("[role=treeitem]")[0].GetAttribute("tabindex"));
        Assert.Single(tree.FindAll("[role=treeitem][tabindex='0']"));
    }

    [Fact]
    public void PlanTree_Table_IsATreegridThatTheSameKeysWalk()
    {
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, SampleReports.PostsPlan()));
        tree.Find("button.lnk").Click();
        Assert.Equal(["1", "2", "3", "3"], tree.FindAll("[role=treegrid] tbody [role=row]").Select(row => row.GetAttribute("aria-level")));

        tree.FindAll("tbody tr")[1].KeyDown("ArrowLeft");

        Assert.Equal(2, tree.FindAll("tbody tr").Count);
        Assert.Equal("false", tree.FindAll("tbody tr")[1].GetAttribute("aria-expanded"));
    }

    [Fact]
    public void PlanTree_Opened_ShowsWhatIsNotWorthALine()
    {
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, SampleReports.PostsPlan()));
        Assert.Empty(tree.FindAll(".facts"));

        tree.FindAll("[role=treeitem]")[3].KeyDown("Enter");

        Assert.Contains("loops 160", tree.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanTree_TwoNodesWithTheSameFigures_MarksOneAsHot()
    {
        var leaf = new PlanNode { Type = "Seq Scan", Relation = "t", SharedHit = 40 };
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, new() { Root = new() { Type = "Append", SharedHit = 80, Children = [leaf, leaf] }, DurationMs = 1 }));

        Assert.Single(tree.FindAll(".hot"));
    }

    [Fact]
    public void PlanTree_NodeThatNeverRan_SaysSo()
    {
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, new() { Root = new() { Type = "Append", SubplansRemoved = 11, Children = [new() { Type = "Seq Scan", Relation = "events_2026_01", Loops = 0 }] }, DurationMs = 1 }));

        Assert.Contains("11 parts were ruled out before it began", tree.Markup, StringComparison.Ordinal);
        Assert.Contains("it did not run", tree.FindAll("[role=treeitem]")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void GrowthCharts_Feed_AreSmallMultiplesThatSayTheirShape()
    {
        var charts = Render<GrowthCharts>(parameters => parameters.Add(c => c.Growth, SampleReports.OnePerPost().Growth).Add(c => c.Factor, "posts"));

        Assert.Equal(["Statements as the posts grow", "Rows sent as the posts grow", "Bytes sent as the posts grow", "Pages read as the posts grow"], charts.FindAll(".chart .t").Select(title => title.TextContent));
        Assert.Equal("linear; the reference is constant", charts.FindAll("figcaption .xs")[0].TextContent);
        Assert.Equal("linear, as the reference", charts.FindAll("figcaption .xs")[1].TextContent);
        Assert.Contains("Yours: 4.0 kB, 40 kB, 400 kB.", charts.FindAll("svg")[2].GetAttribute("aria-label"), StringComparison.Ordinal);

        charts.FindAll("button.lnk")[2].Click();
        Assert.Equal(["5", "4.0 kB", "800 B"], charts.FindAll("tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void GrowthDrawing_EarlierAttempt_HasItsOwnLineAndThreeLabelsApart()
    {
        var drawing = new GrowthDrawing([(5, 1, 1), (50, 1, 1), (500, 1, 1)], [(5, 1), (50, 1), (500, 2)]);
        double[] labels = [drawing.YoursLabelY, drawing.ReferenceLabelY, drawing.EarlierLabelY];

        Assert.Equal(3, drawing.Earlier.Count);
        Assert.All(labels.Order().Zip(labels.Order().Skip(1)), pair => Assert.True(pair.Second - pair.First >= 13.9));
        Assert.All(labels, label => Assert.InRange(label, 0, GrowthDrawing.Bottom + 4));
    }

    [Fact]
    public void GrowthDrawing_EarlierFarAboveTwoAtTheAxis_KeepsEveryLabelWithinTheFrame()
    {
        var drawing = new GrowthDrawing([(5, 1, 1), (50, 1, 1), (500, 1, 1)], [(5, 6), (50, 51), (500, 501)]);

        Assert.Equal(GrowthDrawing.Top + 4, drawing.EarlierLabelY, 1);
        Assert.Equal(14, drawing.ReferenceLabelY - drawing.YoursLabelY, 1);
        Assert.InRange(drawing.ReferenceLabelY, 0, GrowthDrawing.Bottom + 4);
    }

    [Fact]
    public void PlanTree_ScanBelowALimit_IsSaidToBeStoppedAndNotMisestimated()
    {
        var tree = Render<PlanTree>(parameters => parameters.Add(c => c.Plan, SampleReports.PostsPlan()));

        Assert.Contains("It was stopped early", tree.FindAll("[role=treeitem]")[2].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("planner was off", tree.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadChart_BothSides_SaysPercentilesThroughputAndRatio()
    {
        var chart = Render<LoadChart>(parameters => parameters.Add(c => c.Load, ComparisonSamples.Load()));

        Assert.Contains("yours p50 12.4 ms, p95 22.1 ms, p99 24.1 ms; reference p50 10.9 ms", chart.Find("svg[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("812 calls a second, 945 for the reference. Mean wait 1.19× [1.09, 1.30]", chart.Find(".sum").TextContent, StringComparison.Ordinal);

        chart.Find("button.lnk").Click();
        Assert.Equal(5 + 10, chart.FindAll("tbody tr").Count);
    }

    [Fact]
    public void LoadDrawing_AllCallsAlike_IsOneBarWithinTheFrame()
    {
        var load = ComparisonSamples.Load();
        var drawing = new LoadDrawing(load with { Yours = load.Yours with { CallsMs = [5, 5, 5] }, Reference = load.Reference with { CallsMs = [5] } }, 310);

        Assert.InRange(Assert.Single(drawing.Yours).X, LoadDrawing.Left, drawing.Right);
    }

    [Fact]
    public void MeasurementFacts_OfACountAndOfATime_SayWhatDefendsThem()
    {
        var counted = ComparisonSamples.Scanned().Stages[1].Checks[0].Measurement!;
        var facts = Render<MeasurementFacts>(parameters => parameters.Add(c => c.Measurement, counted).Add(c => c.Limit, "≤ 3.0× of 45"));
        Assert.Equal(["35,624 pages", "45", "≤ 3.0× of 45", "3", "9,100 to 35,624"], facts.FindAll("dd").Select(fact => fact.TextContent));
        Assert.Contains("a re-run on the same data gives the same number", facts.Find(".certain").TextContent, StringComparison.Ordinal);

        facts = Render<MeasurementFacts>(parameters => parameters.Add(c => c.Measurement, new() { Value = 1.03, Unit = "×", N = 10, Low = 0.94, High = 1.12, Reference = 1, Certainty = "The whole 99 % interval lies below the limit." }));
        Assert.Equal(["1.03× ", "1.0×", "10", "[0.94×, 1.12×]"], facts.FindAll("dd").Select(fact => fact.TextContent));
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
}
