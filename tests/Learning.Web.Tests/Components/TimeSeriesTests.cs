using Bunit;
using Learning.Web.Components.Charts;

namespace Learning.Web.Tests.Components;

public sealed class TimeSeriesTests : BunitContext
{
    private static readonly TimeFrame Log = new(0, 420, Ms, Ms, Logarithmic: true, Height: 250);

    [Fact]
    public void Drawing_LogarithmicScale_GivesEachDecadeTheSameHeight()
    {
        var drawing = Draw([Line("Unfiltered", "c1", At(0, 3), At(420, 4860))]);

        Assert.Equal(["1 ms", "10 ms", "100 ms", "1000 ms"], drawing.Ticks.Select(tick => tick.Text));
        Assert.Equal(drawing.Ticks[0].Y - drawing.Ticks[1].Y, drawing.Ticks[2].Y - drawing.Ticks[3].Y, 0.01);
        Assert.Equal(drawing.Bottom, drawing.Ticks[0].Y, 0.01);
    }

    [Fact]
    public void Drawing_NothingAnswered_LeavesAGap()
    {
        var drawing = Draw([Line("Unfiltered", "c1", At(0, 3), At(1, 3), new(2, null), At(3, 4))]);

        Assert.Equal(2, drawing.Lines[0].Path.Count(letter => letter == 'M'));
        Assert.Equal(4, drawing.Lines[0].Last);
    }

    [Fact]
    public void Drawing_LineThatEndedAWhileAgo_HasNoValueNow()
    {
        var drawing = Draw([Line("Unfiltered", "c1", [At(0, 3), At(1, 3), .. Enumerable.Range(2, 20).Select(second => new TimePoint(second, null))])]);

        Assert.Null(drawing.Lines[0].Last);
        Assert.Equal(drawing.X(1), drawing.Lines[0].EndX);
    }

    [Fact]
    public void Drawing_EndsOnTheAxis_KeepsLabelsOffItsFigures()
    {
        var drawing = Draw([Line("Waiting", "c1", At(0, 1), At(420, 1)), Line("Running", "c2", At(0, 1), At(420, 1)), Line("Labs", "c3", At(0, 500), At(420, 1))]);

        Assert.All(drawing.Lines, line => Assert.InRange(line.LabelY, drawing.Top, drawing.Bottom + 4));
    }

    [Fact]
    public void Drawing_EndsThatMeet_MovesLabelsApartAndNotTheData()
    {
        var drawing = Draw([Line("Filtered", "c2", At(0, 3), At(420, 11200)), Line("Household", "c4", At(0, 3), At(420, 10800)), Line("Unfiltered", "c1", At(0, 3), At(420, 4860))]);

        var labels = drawing.Lines.Select(line => line.LabelY).Order().ToList();
        Assert.True(drawing.Lines.Max(line => line.EndY) - drawing.Lines.Min(line => line.EndY) < 28);
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSeriesDrawing.LineHeight - 0.01));
        Assert.Equal(drawing.Lines.OrderBy(line => line.EndY).Select(line => line.Of.Label), drawing.Lines.OrderBy(line => line.LabelY).Select(line => line.Of.Label));
    }

    [Fact]
    public void Drawing_LineWithoutAValue_HasNoLabel() =>
        Assert.Equal(["Writes"], Draw([Line("Household", "c4", new TimePoint(0, null)), Line("Writes", "c3", At(0, 3))]).Lines.Select(line => line.Of.Label));

    [Fact]
    public void Marks_ThatWouldCoverEachOther_BecomeOneWithAllTheirStems()
    {
        var drawing = new TimeSeriesDrawing([Line("Unfiltered", "c1", At(0, 3), At(420, 4))],
            [new(100, "1", "a", true), new(103, "2", "b", true), new(104, "C", "c", false), new(300, "4", "d", true)], [], Log, 380, timed: true);

        Assert.Equal(["1–C", "4"], drawing.Marks.Select(mark => mark.Text));
        Assert.Equal(3, drawing.Marks[0].Stems.Count);
        Assert.Contains("2 at 01:43: b", drawing.Marks[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Thinning_OfALongSession_KeepsSpikesAndGapsAndTheLastSecond()
    {
        List<TimePoint> points = [.. Enumerable.Range(0, 3600).Select(second => new TimePoint(second, second == 1234 ? 9000 : second == 2001 ? null : 5 + second % 2))];

        var thin = TimeSeriesThinning.Of(points);

        Assert.True(thin.Count <= TimeSeriesThinning.Most, $"{thin.Count} points");
        Assert.Contains(new TimePoint(1234, 9000), thin);
        Assert.Contains(new TimePoint(2001, null), thin);
        Assert.Equal(points[^1], thin[^1]);
        Assert.Equal(thin.Select(point => point.At).Order(), thin.Select(point => point.At));
    }

    [Fact]
    public void Thinning_OneSecondLater_DrawsThePastAsBefore()
    {
        List<TimePoint> points = [.. Enumerable.Range(0, 1000).Select(second => new TimePoint(second, second * 7919 % 101))];

        var (before, after) = (TimeSeriesThinning.Of(points[..^1]), TimeSeriesThinning.Of(points));

        Assert.Equal(before.Take(before.Count - 4), after.Take(before.Count - 4));
    }

    [Theory]
    [InlineData(0, 45, "0 0.25 0.5 0.75")]
    [InlineData(0, 432, "0 1 2 3 4 5 6 7")]
    [InlineData(0, 3600, "0 10 20 30 40 50 60")]
    public void Minutes_OfAnySpan_AreRoundAndFew(double from, double to, string expected) =>
        Assert.Equal(expected, string.Join(' ', TimeAxis.Minutes(from, to, 8).Select(TimeAxis.Said)));

    [Fact]
    public void Chart_AsATable_HoldsTheSameValuesAndWhatHappened()
    {
        var chart = Render<TimeSeries>(parameters => parameters.Add(c => c.Title, "P95").Add(c => c.Finding, "Unfiltered 5 ms.").Add(c => c.Frame, Log)
            .Add(c => c.Lines, [Line("Unfiltered", "c1", [.. Enumerable.Range(0, 300).Select(second => At(second, second))])])
            .Add(c => c.Marks, [new TimeMark(101, "7", "Turned the filter off", true)]));
        Assert.Equal("Unfiltered 5 ms.", chart.Find("svg[role=img]").GetAttribute("aria-label"));

        chart.Find("button.lnk").Click();

        var rows = chart.FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.TextContent))).ToList();
        Assert.True(rows.Count <= 121, $"{rows.Count} rows");
        Assert.Contains("01:45|105 ms|7 Turned the filter off", rows);
        Assert.StartsWith("04:59|299 ms", rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void PoolSlots_FullPool_GivesEachConnectionTheLetterOfItsWait()
    {
        var slots = new PoolSlotsDrawing(15, 15, [("IO/DataFileRead", 12), ("IO/AioIoCompletion", 2), ("CPU", 1)]);

        Assert.Equal("RRRRRRRRRRRRAAC", string.Concat(slots.Slots.Select(slot => slot!.Letter)));
    }

    [Fact]
    public void PoolSlots_ServerSawOtherThanThePool_FillsNeitherTooManyNorTooFew()
    {
        Assert.Equal("RRRR···", string.Concat(new PoolSlotsDrawing(7, 7, [("IO/DataFileRead", 4)]).Slots.Select(slot => slot!.Letter)));
        Assert.Equal([true, true, false], new PoolSlotsDrawing(3, 2, [("Lock/relation", 9)]).Slots.Select(slot => slot is not null));
    }

    [Fact]
    public void PoolSlots_LettersNeverCollide()
    {
        var slots = new PoolSlotsDrawing(10, 10, [("Lock/relation", 2), ("Lock/transactionid", 2), ("LWLock/LockManager", 2), ("CPU", 1), ("Client/ClientRead", 1), ("IO/DataFileRead", 2)]);

        Assert.Equal(6, slots.Waits.Select(wait => wait.Letter).Distinct().Count());
    }

    [Fact]
    public void HostBar_SmallShares_KeepTheirWidthAndLoseTheirWordsFirst()
    {
        var bar = new HostBarDrawing(2, 3, 90, 5);

        Assert.Equal(380 * 0.9 - 1, bar.Parts[2].Wide, 0.01);
        var labelled = bar.Parts.Where(part => part.Label.Length > 0).ToList();
        Assert.Equal("idle 5 %", labelled[^1].Label);
        Assert.All(labelled.Zip(labelled.Skip(1)), pair => Assert.True(pair.First.LabelX < pair.Second.LabelX));
    }

    private static TimeSeriesDrawing Draw(IReadOnlyList<TimeLine> lines) => new(lines, [], [], Log, 380, timed: true);
    private static TimeLine Line(string label, string tone, params TimePoint[] points) => new(label, tone, points);
    private static TimePoint At(double at, double value) => new(at, value);
    private static string Ms(double value) => $"{value:0} ms";
}
