using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Defence;
using Learning.Web.Tests.Components;

namespace Learning.Web.Tests.Sittings;

/// <summary>Time and draws, without a database.</summary>
public sealed class SittingTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Deadline_WithPauses_MovesByThem_AndIsUnknownWhileOneIsOpen()
    {
        Pause[] pauses = [new(Start.AddMinutes(-5), Start.AddMinutes(1)), new(Start.AddMinutes(50), Start.AddMinutes(70)), new(Start.AddMinutes(90), Start.AddMinutes(95))];

        Assert.Equal(Start.AddMinutes(81), SittingTime.Deadline(3600, Start, pauses, Start.AddMinutes(100))); // the last one came too late to matter
        Assert.Null(SittingTime.Deadline(3600, Start, [new(Start.AddMinutes(59), null)], Start.AddMinutes(100)));
        Assert.Equal(Start.AddMinutes(60), SittingTime.Deadline(3600, Start, [new(Start.AddMinutes(61), null)], Start.AddMinutes(100)));
        Assert.Null(SittingTime.Deadline(3600, null, [], Start));
    }

    [Fact]
    public void Clock_AtTheDeadline_HasNothingLeft()
    {
        Pause[] pauses = [new(Start.AddMinutes(50), Start.AddMinutes(70))];
        var deadline = SittingTime.Deadline(3600, Start, pauses, Start.AddMinutes(75))!.Value;

        Assert.Equal(TimeSpan.Zero, SittingClock.Left(3600, Start, pauses, deadline));
        Assert.Equal(TimeSpan.FromSeconds(1), SittingClock.Left(3600, Start, pauses, deadline.AddSeconds(-1)));
    }

    [Fact]
    public void Draw_OfTheSameEvidence_IsTheSame_AndOfNothingFallsBack()
    {
        var report = SampleReports.OnePerPost();
        DefenceMaterial[] tasks = [new(1, "Feed", report, report, "class A;", null, false), new(2, "Pages", null, null, null, null, false)];

        var drawn = DefenceDraw.Draw(7, tasks);

        Assert.Equal(drawn, DefenceDraw.Draw(7, tasks));
        Assert.Equal([1, 2], drawn.Select(question => question.Position));
        Assert.Contains("nothing of this was handed in", drawn[1].Question, StringComparison.Ordinal);
        Assert.All(drawn, question => Assert.InRange(question.Question.Length, 20, 500));
    }

    [Fact]
    public void Draw_OfATextMadeToTireItsReader_AsksAllTheSame()
    {
        var report = SampleReports.OnePerPost();
        var source = "-- create index " + string.Concat(Enumerable.Repeat("on a ", 25_000));

        Assert.Equal(DefenceDraw.Questions, DefenceDraw.Draw(7, [new(1, "Feed", report, report, source, null, false)]).Count);
    }

    [Fact]
    public void Draw_OfAnAddedIndex_NamesItsColumns_AndCutsNoCharacterInHalf()
    {
        var report = SampleReports.OnePerPost() with { Visible = null, Stages = [] };
        var columns = new string('a', 98) + "\U0001F600b";

        var drawn = DefenceDraw.Draw(7, [new(1, "Feed", report, report, $"CREATE INDEX ix ON feed USING btree ({columns});", null, false)]);

        Assert.StartsWith($"Feed: you added an index on feed ({new string('a', 98)}…). Why these columns", drawn[0].Question, StringComparison.Ordinal);
    }

    [Fact]
    public void Sum_WithATaskThatWeCouldNotGrade_LeavesItOutOfBoth()
    {
        var plan = new AssessmentPlan { Minutes = 60, Tasks = [.. new[] { 10, 30, 20 }.Select(weight => new PlannedTask { Kind = TaskKind.Exercise, Slug = "feed", Weight = weight, Minutes = 20 })] };
        SittingTask[] tasks = [.. Enumerable.Range(1, 3).Select(position => new SittingTask { SittingId = Guid.Empty, Position = position, Slug = "feed", Breakdown = "[]" })];
        (tasks[0].Points, tasks[2].Points) = (8, 15.5m);

        Assert.Equal(23.5m, SittingSum.Points(tasks));
        Assert.Equal(30, SittingSum.OutOf(plan, tasks));

        (tasks[2].Points, tasks[2].Breakdown) = (null, null); // it waits
        Assert.Null(SittingSum.Points(tasks));
        Assert.Equal(30, SittingSum.OutOf(plan, tasks));
    }
}
