using Learning.Web.Features.Sittings;
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
}
