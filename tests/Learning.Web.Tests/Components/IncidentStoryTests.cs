using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Web.Components.Charts;
using Learning.Web.Features.Incidents.Report;

namespace Learning.Web.Tests.Components;

public sealed class IncidentStoryTests
{
    [Fact]
    public void Moment_HoldsNothingThatIsNewer()
    {
        var record = RoomSamples.Record() with { Locks = [new(91, RoomSamples.Activity()), new(105, [])] };

        var moment = Moment.Of(record, 104);

        Assert.Equal((104, 91, 60), (moment.Sample!.At, moment.Locks!.At, moment.Statements[^1].At));
        Assert.Equal([1, 2], moment.Done.Select(action => action.Number));
        Assert.Equal("Q1", moment.Statement!.Mark);
        Assert.Null(Moment.Of(record, 0).Sample);
        Assert.Null(Moment.Of(record, 99).Statement);
    }

    [Fact]
    public void Lanes_TellLooksFromChanges_AndOthersFromOneself()
    {
        var lanes = new StoryLanes(RoomSamples.Record());

        Assert.Equal([("Q1", false), ("A3", true)], lanes.Told.Select(told => (told.Mark, told.Did)));
        Assert.Null(lanes.Told[0].Effect);
    }

    [Theory]
    [InlineData(40, "better", "5.00 s → 40 ms")]
    [InlineData(5100, "same", "unchanged, 5.00 s → 5.10 s")]
    [InlineData(9000, "worse", "5.00 s → 9.00 s")]
    public void Effect_IsReadOnceItCanShow(double after, string tone, string said)
    {
        var sick = RoomSamples.Record(170);
        var record = sick with { Samples = [.. sick.Samples.Select(sample => sample.At > 118 ? sample with { All = sample.All with { P95 = after } } : sample)] };

        var effect = new StoryLanes(record).Told[1].Effect!;

        Assert.Equal((tone, said), (effect.Tone, effect.Said));
    }

    [Fact]
    public void Effect_IsReadBeforeTheNextChange()
    {
        var sick = RoomSamples.Record(170);
        var record = sick with
        {
            Samples = [.. sick.Samples.Select(sample => sample.At > 122 ? sample with { All = sample.All with { P95 = 10 } } : sample)],
            Actions = [.. sick.Actions, new() { Number = 4, At = 120, Kind = ActionKind.Lever, ByLearner = true, Text = "Pool set to 45", Marked = true }],
        };

        Assert.Equal(["same", "better"], new StoryLanes(record).Told.Where(told => told.Did).Select(told => told.Effect!.Tone));
    }

    [Fact]
    public void Health_IsOneStretchAState_AndTheLearnersLockIsNamed()
    {
        var sick = RoomSamples.Record();
        var record = sick with { Samples = [.. sick.Samples.Select(sample => sample.At is > 100 and <= 104 ? RoomSamples.Sample(sample.At, true, blocked: 3) : sample)], Unscored = [new(110, 115)] };

        var lanes = new StoryLanes(record);
        Assert.Equal(["well", "ill", "blocked", "ill"], lanes.Health.Select(stretch => stretch.Tone));
        Assert.Equal([new Stretch(110, 115, "unscored")], lanes.Unscored);
        Assert.Contains("what you did counts, measurements do not", new StoryDrawing(lanes, 120, 1164, []).Health[^1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawing_StandsOnTheChartsAxis_AndLaysTheExpertOverIt()
    {
        (double, ExpertStep)[] expert = [(90, new(0, "Look at the plan", "w")), (540, new(7.5, "Later than the axis is long", "w"))];
        var (without, with) = (new StoryDrawing(new(RoomSamples.Record()), 120, 1164, []), new StoryDrawing(new(RoomSamples.Record()), 120, 1164, expert));

        Assert.Equal(without.Height + StoryDrawing.Lane, with.Height);
        Assert.Equal(with.X(90), with.Expert[0].X, 6);
        Assert.Equal(with.Right, with.Expert[1].X, 6);
        var chart = new TimeSeriesDrawing([], [], [], new(0, 120, value => "", value => ""), 1164, true);
        Assert.Equal(chart.X(90), with.X(90), 6);
    }

    [Fact]
    public void Marks_AreThoseThatPostmortemsCite()
    {
        var marks = new IncidentMarks(RoomSamples.Record());

        Assert.Equal(("Q1", 100.0), (marks.Find("Q1")!.Id, marks.Find("Q1")!.At));
        Assert.Equal(EvidenceSort.Chart, marks.Find("C1")!.Kind);
        Assert.Equal("Filter by category turned off", marks.Find("A3")!.Title);
        Assert.Null(marks.Find("Q9"));
    }
}
