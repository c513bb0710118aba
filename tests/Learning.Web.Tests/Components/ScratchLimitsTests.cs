using Learning.Grading.Exercises;
using Learning.Tests;
using Learning.Web.Features.Scratchpad;
using Microsoft.Extensions.Options;

namespace Learning.Web.Tests.Components;

public sealed class ScratchLimitsTests
{
    private static readonly Guid Ann = Guid.NewGuid(), Ben = Guid.NewGuid();

    [Fact]
    public void Enter_WhileOneOfMineRuns_IsRefusedAndAnothersIsNot()
    {
        using var limits = Limits();
        using var mine = limits.Enter(Ann, out _);

        Assert.Null(limits.Enter(Ann, out var refusal));
        Assert.Equal("Another line of yours is still running. One at a time.", refusal);
        using var theirs = limits.Enter(Ben, out _);
        Assert.NotNull(theirs);
        mine!.Dispose();
        using var again = limits.Enter(Ann, out _);
        Assert.NotNull(again);
    }

    [Fact]
    public void Enter_PastTheBurst_IsRefusedWithWhenToComeBack()
    {
        using var limits = Limits(burst: 3);
        for (var run = 0; run < 3; run++)
            limits.Enter(Ann, out _)!.Dispose();

        Assert.Null(limits.Enter(Ann, out var refusal));
        Assert.Equal("That was 3 lines in a row. The next may run in 3600 s.", refusal);
        using var theirs = limits.Enter(Ben, out _);
        Assert.NotNull(theirs);
    }

    [Fact]
    public void Enter_WhenAllPlacesWait_IsRefusedAndCostsNothing()
    {
        using var limits = Limits(burst: 1, waiting: 1);
        var first = limits.Enter(Ann, out _);

        Assert.Null(limits.Enter(Ben, out var refusal));
        Assert.StartsWith("Many scratchpads are busy", refusal, StringComparison.Ordinal);
        first!.Dispose();
        using var later = limits.Enter(Ben, out _);
        Assert.NotNull(later);
    }

    [Fact]
    public void Examples_OfEveryExercise_AreThereInEachOfItsLanguages() => Assert.All(ExerciseLibrary.Load(Repository.Path("exercises")).Exercises, exercise =>
    {
        Assert.StartsWith("SELECT * FROM ", ScratchExamples.For(exercise, ExerciseLanguage.Sql), StringComparison.Ordinal);
        if (exercise.Language == ExerciseLanguage.CSharp)
            Assert.Matches(@"^db\.\w+\.Count\(\)$", ScratchExamples.For(exercise, ExerciseLanguage.CSharp));
    });

    private static ScratchLimits Limits(int burst = 10, int waiting = 5) => new(Options.Create(new ScratchOptions { Burst = burst, SecondsPerRun = 3600, MostWaiting = waiting }));
}
