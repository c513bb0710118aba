using Bunit;
using Learning.Web.Components.Verdicts;
using Learning.Web.Features.Exercises;

namespace Learning.Web.Tests.Components;

/// <summary>From a line to its statements, and back.</summary>
public sealed partial class WorkbenchPageTests
{
    [Fact]
    public void Margin_OfAnAttempt_CountsStatementsPerLineAndWordsTheHottest()
    {
        desk.Finished(SampleReports.OnePerPost());
        Open(attempt: desk.Attempt!.Id);

        var painted = bench.Invocations["margin"][^1].Arguments;
        var notes = Assert.IsType<MarginNote[]>(painted[0]);
        Assert.Equal([(8, "1×"), (19, "20×")], notes.Select(note => (note.Line, note.Count)));
        Assert.Equal("20 statements, 20 round trips, 50.0 ms", notes[1].Says);
        Assert.Null(notes[0].Inlay);
        Assert.Equal("This line sent 20 statements", notes[1].Inlay!.Lead);
        Assert.Contains("(S2–S21) in 20 round trips. 50.0 ms of 55.", notes[1].Inlay!.Rest, StringComparison.Ordinal);
        Assert.Equal((desk.Attempt.Source, "attempt 1"), (painted[1], painted[2]));
    }

    [Fact]
    public async Task Line_ClickedInTheMargin_OpensItsStatementsAlone()
    {
        desk.Finished(SampleReports.OnePerPost());
        var page = Open(attempt: desk.Attempt!.Id);

        await page.InvokeAsync(() => page.FindComponent<Workbench>().Instance.OpenLineAsync(19));

        Assert.StartsWith("Statements", page.Find("[aria-label=Result] [role=tab][aria-selected=true]").TextContent, StringComparison.Ordinal);
        Assert.Equal(20, page.FindAll(".res tbody tr").Count);
        Assert.Contains("Line 19 sent 20 statements, 20 round trips, 50.0 ms.", page.Find(".res").TextContent, StringComparison.Ordinal);
        Assert.Contains("Plan of S2", page.Find(".planlink").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("#L19", (string)bench.Invocations["address"][^1].Arguments[0]!, StringComparison.Ordinal);
        Assert.Equal(19, bench.Invocations["point"][^1].Arguments[0]);
    }

    [Fact]
    public async Task Lines_AsAList_AreTheMarginsTwin()
    {
        desk.Finished(SampleReports.OnePerPost());
        var page = Open(attempt: desk.Attempt!.Id, hash: "L8");

        Assert.Equal(["Line 8: 1 statement", "Line 19: 20 statements"], page.FindAll("ul[aria-label='Statements per line'] a").Select(link => link.TextContent));
        Assert.Equal("Line 8: 1 statement", page.Find(".lines a[aria-current=true]").TextContent);
        Assert.Single(page.FindAll(".res tbody tr"));

        await page.FindAll(".res .lnk").First(button => button.TextContent == "All statements").ClickAsync(new());
        Assert.Equal(21, page.FindAll(".res tbody tr").Count);
    }

    [Fact]
    public async Task Statement_Opened_PointsAtItsLine()
    {
        desk.Finished(SampleReports.OnePerPost());
        var page = Open(attempt: desk.Attempt!.Id);

        await page.FindComponents<EvidenceMark>().First(mark => mark.Instance.Id == "S2–S21").Find("a").ClickAsync(new());

        Assert.Equal(19, bench.Invocations["point"][^1].Arguments[0]);
    }

    [Fact]
    public void Repeated_FromOneLine_NamesIt()
    {
        desk.Finished(SampleReports.OnePerPost());
        var page = Open(attempt: desk.Attempt!.Id);

        Assert.Contains("from line 19", page.FindComponent<RepeatedCard>().Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Margin_WithoutLines_IsEmptyAndTheListIsNotThere()
    {
        var report = SampleReports.OnePerPost();
        desk.Finished(report with { Visible = report.Visible! with { Trace = report.Visible.Trace with { Statements = [.. report.Visible.Trace.Statements.Select(statement => statement with { Line = null })] } } });
        var page = Open(attempt: desk.Attempt!.Id, hash: "S2–S21");

        Assert.Empty((MarginNote[])bench.Invocations["margin"][^1].Arguments[0]!);
        Assert.Empty(page.FindAll(".lines"));
        Assert.Equal(21, page.FindAll(".res tbody tr").Count);
    }
}
