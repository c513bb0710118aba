using Bunit;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Postmortem;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Tests.Components;

public sealed class IncidentReportTests : BunitContext
{
    public IncidentReportTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task Story_KeysAndButtons_GoFromActionToAction()
    {
        List<double> sought = [];
        var story = Render<StoryTimeline>(parameters => parameters.Add(each => each.View, View()).Add(each => each.At, 70).Add(each => each.AtChanged, at => sought.Add(at)));
        var slider = story.Find("input[type=range]");

        Assert.Equal("1 minute 10 seconds in, P95 of all 6.0 ms", slider.GetAttribute("aria-valuetext"));
        await slider.KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "l" });
        await slider.KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "J" });
        await slider.InputAsync(new ChangeEventArgs { Value = "93" });
        Assert.Equal([100, 66, 93], sought);
    }

    [Fact]
    public async Task Story_HasATableWithEverythingOfItsLanes()
    {
        var story = Render<StoryTimeline>(parameters => parameters.Add(each => each.View, View()).Add(each => each.At, 70));
        await story.FindAll("button").Where(button => button.TextContent == "Table").Last().ClickAsync(new());

        var rows = story.FindAll("table tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains(rows, row => row.Contains("01:40", StringComparison.Ordinal) && row.Contains("saw", StringComparison.Ordinal) && row.Contains("EXPLAIN SELECT 1", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("did", StringComparison.Ordinal) && row.Contains("Filter by category turned off", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("a class too slow until 02:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Expert_IsLaidOverOnlyWhenTheLabIsOver()
    {
        var open = Render<StoryTimeline>(parameters => parameters.Add(each => each.View, View(score: null)).Add(each => each.At, 70));
        Assert.Empty(open.FindAll("[role=switch]"));

        var over = Render<StoryTimeline>(parameters => parameters.Add(each => each.View, View()).Add(each => each.At, 70));
        Assert.Empty(over.FindAll(".xp"));
        await over.Find("[role=switch]").ClickAsync(new());
        Assert.NotEmpty(over.FindAll(".xp"));
        Assert.Equal("true", over.Find("[role=switch]").GetAttribute("aria-checked"));
    }

    [Fact]
    public void Moment_ShowsWhatWasOnTheInstrumentsThen()
    {
        var view = View();
        var pane = Render<MomentPane>(parameters => parameters.Add(each => each.View, view).Add(each => each.Now, Moment.Of(view.Record, 112)));

        Assert.Contains("11.2 s", pane.Find("tr.hot").TextContent + pane.Markup, StringComparison.Ordinal);
        Assert.Equal(2, pane.FindAll("tr.hot").Count(row => row.TextContent.Contains('≤', StringComparison.Ordinal)));
        Assert.Contains("15 / 15", pane.Markup, StringComparison.Ordinal);
        Assert.Contains("1,263 requests given up or never made", pane.Find(".cost").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,263 requests given up or never made", OutcomeWords.Sentence(view.Record), StringComparison.Ordinal);
        Assert.Contains("export_worker", pane.Find("tr.sel").TextContent, StringComparison.Ordinal);
        Assert.Contains("EXPLAIN SELECT 1", pane.Find(".st .sql").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, pane.FindAll(".log li").Count);
        Assert.Empty(pane.FindAll(".log li.later"));
    }

    [Fact]
    public void Moment_BeforeAnythingWasRun_ShowsLaterEntriesAsLater()
    {
        var view = View();
        var pane = Render<MomentPane>(parameters => parameters.Add(each => each.View, view).Add(each => each.Now, Moment.Of(view.Record, 70)));

        Assert.Empty(pane.FindAll(".st"));
        Assert.Equal(2, pane.FindAll(".log li.later").Count);
        Assert.Contains("before the pool was full", pane.Find("h2").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Statement_WithHostileCells_IsEncoded()
    {
        var action = RoomSamples.Ran(2, 100, "x", new()
        {
            Session = "A",
            Sql = "SELECT '<b>'",
            Does = StatementDoes.Look,
            ElapsedMs = 3,
            Tag = "SELECT 1",
            Columns = ["<i>a</i>"],
            Rows = [["<img src=x onerror=alert(1)>"], [null]],
            RowCount = 2,
            Plan = "{ not json",
        });
        var card = Render<StatementCard>(parameters => parameters.Add(each => each.Action, action));

        Assert.Empty(card.FindAll("img, i, .sql b"));
        Assert.Equal("NULL", card.FindAll(".grid td")[^1].TextContent);
    }

    [Fact]
    public void Score_HasALineForEverythingThatCounted_WithItsMarks()
    {
        var cards = Render<ScoreCards>(parameters => parameters.Add(each => each.Score, Score()).Add(each => each.Marks, new IncidentMarks(RoomSamples.Record())));

        Assert.Contains("55 of 100", cards.Find(".total").TextContent, StringComparison.Ordinal);
        Assert.Equal(["30 of 40", "10 of 40", "15 of 20"], cards.FindAll(".top .n").Select(each => each.TextContent));
        Assert.Contains("−5", cards.FindAll(".pts").Select(each => each.TextContent));
        Assert.Contains("A3", cards.FindAll(".ev").Select(each => each.TextContent));
        Assert.Contains("They queue behind it.", cards.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Postmortem_MarksBecomeLinks_AndThoseThatCiteNothingAreStruckThrough()
    {
        var html = PostmortemMarkdown.Html("P95 rose [Q1, C1], and so [Q99]. <script>alert(1)</script>", View()).Value;

        Assert.Contains("/report?at=100.0#Q1\"", html, StringComparison.Ordinal);
        Assert.Contains("#C1\"", html, StringComparison.Ordinal);
        Assert.Contains("<del>[Q99]</del>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_IsFilteredByWordAndKind_AndInsertedByButton()
    {
        List<string> inserted = [];
        var pane = Render<EvidencePane>(parameters => parameters.Add(each => each.Session, View()).Add(each => each.OnInsert, mark => inserted.Add(mark)));

        Assert.Equal(["C1"], pane.FindAll("li .ev").Select(mark => mark.TextContent)); // what was kept comes first
        await pane.FindAll("[role=radio]")[^1].ClickAsync(new());
        Assert.Equal(["A1", "C1", "Q1", "A3"], pane.FindAll("li .ev").Select(mark => mark.TextContent));
        await pane.Find("input").InputAsync(new ChangeEventArgs { Value = "explain" });
        await pane.Find("li button").ClickAsync(new());
        Assert.Equal(["Q1"], inserted);
        Assert.Equal("true", pane.Find("li").GetAttribute("draggable"));
    }

    [Fact]
    public async Task Picker_FindsByWord_AndEscapeClosesIt()
    {
        List<(string, string)> chosen = [];
        var editor = Render<SectionEditor>(parameters => parameters.Add(each => each.Key, "impact").Add(each => each.Title, "Impact").Add(each => each.Text, "").Add(each => each.Session, View())
            .Add(each => each.Picking, true).Add(each => each.OnChosen, choice => chosen.Add(choice)));

        await editor.Find(".picker input").InputAsync(new ChangeEventArgs { Value = "category" });
        await editor.Find(".picker").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter" });
        await editor.Find(".picker").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Escape" });
        Assert.Equal([("impact", "A3"), ("impact", "")], chosen);
    }

    private static IncidentScore Score() => new()
    {
        Outcome = IncidentOutcome.Healed,
        Detect = 30,
        Fix = 10,
        Trap = 15,
        Lines =
        [
            new(ScoreDimension.Detect, 30, 40, "You named the index.", "It was.", [2]),
            new(ScoreDimension.Fix, 10, 40, "One class is well.", "", []),
            new(ScoreDimension.Trap, -5, 0, "The application waited 5 s for you.", "They queue behind it.", [3], 110),
        ],
    };

    private static IncidentReportView View() => View(Score());

    private static IncidentReportView View(IncidentScore? score)
    {
        var record = RoomSamples.Record() with { Locks = [new(91, RoomSamples.Activity())] };
        var incident = RoomSamples.Incident() with { Expert = [new(1.5, "Reads the plan", "It says what was read.")] };
        var row = new IncidentRow(record.Id, record.Slug, record.Revision, record.Seed, score is null ? IncidentStatus.Running : IncidentStatus.Ended, DateTimeOffset.UnixEpoch, null, null, score);
        return new(row, incident, record, score, new(record));
    }
}
