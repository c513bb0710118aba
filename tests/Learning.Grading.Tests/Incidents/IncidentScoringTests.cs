using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using static Learning.Grading.Tests.Incidents.Given;

namespace Learning.Grading.Tests.Incidents;

public sealed class IncidentScoringTests
{
    private static readonly IReadOnlyList<StageRecord> AllFound = [Answered(StageKind.Assessment, Right("severity")), Answered(StageKind.RootCause, Right("index"), Right("left"))];

    [Fact]
    public void Score_EverythingFoundAndMended_IsFull()
    {
        var score = Score(Quiet with { Stages = AllFound, HandIn = Mended });

        Assert.Equal((40, 40, 20, 100), (score.Detect, score.Fix, score.Trap, score.Total));
        Assert.Equal(IncidentOutcome.HealedForGood, score.Outcome);
    }

    [Fact]
    public void Score_NobodyDidAnything_IsNoHarmDone()
    {
        var score = Score(Quiet);

        Assert.Equal((0, 0, 20), (score.Detect, score.Fix, score.Trap));
        Assert.Equal(IncidentOutcome.NotHandedIn, score.Outcome);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 19)]
    [InlineData(5, 16)]
    [InlineData(50, 10)]
    public void Detect_FurtherTries_CostALittleAndNeverMoreThanHalf(int tries, int points) =>
        Assert.Equal(points, Score(Quiet with { Stages = [Answered(StageKind.RootCause, Right("index", tries))] }).Detect);

    [Fact]
    public void Detect_WrongAnswer_SaysWhatTheLabShowed()
    {
        var line = Assert.Single(Score(Quiet with { Stages = [Answered(StageKind.RootCause, Wrong("index"))] }).Lines, line => line.Text.StartsWith("Index?", StringComparison.Ordinal));

        Assert.Equal((0, 20), (line.Points, line.Of));
        Assert.Contains("the lab showed it", line.Text, StringComparison.Ordinal);
        Assert.Equal("idx_a it is.", line.Because);
    }

    [Fact]
    public void Detect_WhatWasNotDrawn_IsNotAskedFor() =>
        Assert.DoesNotContain(Score(Quiet).Lines, line => line.Text.StartsWith("Right?", StringComparison.Ordinal));

    [Theory]
    [InlineData(1, 38)]
    [InlineData(2, 33)]
    public void Detect_Hints_Cost(int hints, int points)
    {
        var stages = AllFound.Select(stage => stage.Kind == StageKind.Assessment ? stage with { Hints = hints } : stage).ToList();

        Assert.Equal(points, Score(Quiet with { Stages = stages }).Detect);
    }

    [Fact]
    public void Detect_HintsWithoutFindings_TakeNothingThatIsNotThere()
    {
        var score = Score(Quiet with { Stages = [Answered(StageKind.Assessment) with { Hints = 2 }] });

        Assert.Equal(0, score.Detect);
        Assert.Contains(score.Lines, line => line.Text.Contains("2 hints", StringComparison.Ordinal));
    }

    [Fact]
    public void Fix_OneClassNotWell_LosesItsShare()
    {
        var score = Score(Quiet with { HandIn = Mended with { Health = [new("reads", 5, 25, true), new("writes", 900, 25, false)] } });

        Assert.Equal((30, IncidentOutcome.NotHealed), (score.Fix, score.Outcome));
        Assert.Contains(score.Lines, line => line.Text == "Payments: P95 900 ms, limit 25.0 ms.");
    }

    [Fact]
    public void Fix_ClassThatIsSwitchedOff_IsNotHealed() =>
        Assert.Contains(Score(Quiet with { HandIn = Mended with { Health = [new("reads", null, 25, false), new("writes", 5, 25, true)] } }).Lines, line => line is { Points: 0, Of: 10 } && line.Text.Contains("nothing was answered", StringComparison.Ordinal));

    [Fact]
    public void Fix_FastAnswersToAnotherQuestion_AreNotHealed()
    {
        var score = Score(Quiet with { HandIn = Mended with { Health = [new("reads", 5, 25, false, Wrong: true), new("writes", 6, 25, true)] } });

        Assert.Equal((30, IncidentOutcome.NotHealed), (score.Fix, score.Outcome));
        Assert.Contains(score.Lines, line => line.Text == "Reads: the application is answered something else than what is there.");
    }

    [Fact]
    public void Fix_HealthyButNotForGood_IsHealed()
    {
        var score = Score(Quiet with { HandIn = Mended with { Lasting = [new("fresh", false), new("gone", true)] } });

        Assert.Equal((28, IncidentOutcome.Healed), (score.Fix, score.Outcome));
        Assert.Contains(score.Lines, line => line.Text == "idx_a is gone.");
    }

    [Fact]
    public void Fix_ClassThatBecameWell_SaysWhenAndAfterWhat()
    {
        var score = Score(Quiet with { HandIn = Mended, Actions = [Ran(1, 70, "SELECT 1"), Ran(2, 85, "ANALYZE t"), Ran(3, 100, "ANALYZE t")] });

        var line = Assert.Single(score.Lines, line => line.Text.StartsWith("Reads:", StringComparison.Ordinal));
        Assert.Equal(90, line.At);
        Assert.Equal([2], line.Actions);
    }

    [Fact]
    public void Data_ThatWasChanged_CostsTrapAndHealth()
    {
        var score = Score(Quiet with { Stages = AllFound, HandIn = Mended with { DataIntact = false, DataChange = "count 10 became 9" }, Actions = [Ran(1, 80, "DELETE FROM t")] });

        Assert.Equal((40, 20, 0), (score.Detect, score.Fix, score.Trap));
        Assert.Equal(IncidentOutcome.NotHealed, score.Outcome);
        Assert.Contains(score.Lines, line => line.Dimension == ScoreDimension.Fix && line.Points < 0 && line.Actions is [1]);
    }

    [Theory]
    [InlineData(0.8, 20)]
    [InlineData(3, 18)]
    [InlineData(14, 8)]
    [InlineData(60, 8)]
    public void Trap_SecondsBlocked_CostAPointEach(double seconds, int points) => Assert.Equal(points, Score(Blocked(seconds)).Trap);

    [Fact]
    public void Trap_BlockedWhileTheMachineWasBusy_DoesNotCount() => Assert.Equal(20, Score(Blocked(14) with { Unscored = [new(70, 100)] }).Trap);

    /// <summary>A session that waits for a lock itself waits no less on a quiet machine.</summary>
    [Fact]
    public void Trap_BlockedByWhoStandsStill_CountsOnABusyMachineToo()
    {
        var record = Blocked(14);
        var standing = record with { Samples = [.. record.Samples.Select(sample => sample with { Cost = sample.Cost with { BlockedStandingSeconds = sample.Cost.BlockedSeconds } })] };

        Assert.Equal(8, Score(standing with { Unscored = [new(70, 100)] }).Trap);
        Assert.Equal(8, Score(standing).Trap);
    }

    [Fact]
    public void Trap_ErrorsOfARestartWhileTheMachineWasBusy_AreItsErrors()
    {
        var restarted = Errors(81, 60) with { Actions = [Did(1, 80, ActionKind.Lever, "Restart", "restart")] };

        Assert.Equal(18, Score(restarted).Trap);
        Assert.Equal(18, Score(restarted with { Unscored = [new(70, 100)] }).Trap);
    }

    [Fact]
    public void Trap_WhatWasDoneWhileTheMachineWasBusy_WasDone() =>
        Assert.Equal(11, Score(Quiet with { Unscored = [new(70, 100)], Actions = [Ran(1, 80, "DROP INDEX i"), Ran(2, 81, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'api'") with { Ended = 5 }] }).Trap);

    /// <summary>A sample is of the second that ends with it.</summary>
    [Theory]
    [InlineData(79, 80, 20)]
    [InlineData(80, 81, 16)]
    public void Trap_BlockedInALoneBusySecond_DoesNotCount(double from, double to, int points)
    {
        var record = Quiet with { Samples = [.. Quiet.Samples.Select(sample => Sample(sample.At, 4000, blocked: sample.At >= 80 ? 5 : 0))], Unscored = [new(from, to)] };

        Assert.Equal(points, Score(record).Trap);
    }

    [Fact]
    public void Trap_SessionsEndedByAStatement_CostAsThoseByTheButton() =>
        Assert.Equal(15, Score(Quiet with { Actions = [Ran(1, 80, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'api'") with { Ended = 5 }] }).Trap);

    [Fact]
    public void Trap_DataGoneWithoutAHandIn_CostsAllTheSame()
    {
        var score = Score(Quiet with { DataChange = "count 10 became 0", Actions = [Ran(1, 80, "DELETE FROM t")] });

        Assert.Equal((0, IncidentOutcome.NotHandedIn), (score.Trap, score.Outcome));
        Assert.Contains(score.Lines, line => line.Text == "Data was changed: count 10 became 0.");
    }

    [Theory]
    [InlineData("DROP INDEX i", null, 16)]
    [InlineData("DROP INDEX CONCURRENTLY i", null, 20)]
    [InlineData("DROP INDEX nothing", "42704", 20)]
    [InlineData("DROP INDEX i", "55P03", 20)]
    [InlineData("DROP INDEX i", "57014", 16)]
    public void Trap_UnsafeStatements_CostWhenTheyDidSomething(string sql, string? error, int points) =>
        Assert.Equal(points, Score(Quiet with { Actions = [Ran(1, 80, sql, error is null ? null : new(error, "no", null, null, 0))] }).Trap);

    [Fact]
    public void Trap_ManyUnsafeStatements_CostEightAtMost() =>
        Assert.Equal(12, Score(Quiet with { Actions = [.. Enumerable.Range(1, 5).Select(number => Ran(number, 80 + number, "REINDEX TABLE t"))] }).Trap);

    [Theory]
    [InlineData(1, 19)]
    [InlineData(40, 19)]
    [InlineData(120, 17)]
    [InlineData(4000, 10)]
    public void Trap_ErrorsAfterARestart_AreCaused(int errors, int points) =>
        Assert.Equal(points, Score(Errors(81, errors) with { Actions = [Did(1, 80, ActionKind.Lever, "Restarted", "restart")] }).Trap);

    [Fact]
    public void Trap_ErrorsOfTheirOwn_CostNothing() => Assert.Equal(20, Score(Errors(81, 400)).Trap);

    [Fact]
    public void Trap_ErrorsThatGoOn_AreOneHarm()
    {
        var record = Quiet with
        {
            Samples = [.. Quiet.Samples.Select(sample => sample.At is >= 81 and < 111 ? Sample(sample.At, 5, errors: 8) : sample)],
            Actions = [Ran(1, 80, "REVOKE ALL ON t FROM api")],
        };

        Assert.Equal(20 - 4 - 6, Score(record).Trap);
    }

    [Fact]
    public void Trap_SessionsOfTheApplicationEnded_Cost() => Assert.Equal(14, Score(Quiet with
    {
        Actions = [.. Enumerable.Range(1, 15).Select(number => Did(number, 80, ActionKind.Signal, "Terminated 1 (api)", harmful: "Its request failed."))],
    }).Trap);

    [Fact]
    public void Trap_LargerPool_CostsAndNamesTheLever()
    {
        var score = Score(Quiet with
        {
            Samples = [.. Quiet.Samples.Select(sample => sample.At > 80 ? Sample(sample.At, 5, pool: 10) : sample)],
            Actions = [Did(1, 80, ActionKind.Lever, "Pool size 5 → 10", "pool")],
        });

        Assert.Equal(17, score.Trap);
        Assert.Contains(score.Lines, line => line.Actions is [1] && line.Text.Contains("from 5 to 10", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_OfWhateverHappened_AddUpToTheScore()
    {
        var score = Score(Blocked(60) with
        {
            HandIn = Mended with { DataIntact = false },
            Stages = [Answered(StageKind.Assessment, Right("severity")) with { Hints = 2 }],
            Actions = [Ran(1, 71, "DROP INDEX i"), Ran(2, 72, "LOCK TABLE t"), Ran(3, 73, "VACUUM FULL t"), Ran(4, 74, "DELETE FROM t")],
        });

        Assert.All(Enum.GetValues<ScoreDimension>(), dimension => Assert.Equal(
            dimension switch { ScoreDimension.Detect => score.Detect, ScoreDimension.Fix => score.Fix, _ => score.Trap }, score.Lines.Where(line => line.Dimension == dimension).Sum(line => line.Points)));
        Assert.All([score.Detect, score.Fix, score.Trap], points => Assert.True(points >= 0));
    }

    private static IncidentScore Score(IncidentRecord record) => IncidentScoring.Score(Given.Incident, record);

    /// <summary>So many seconds from the 75th on, at most one a second.</summary>
    private static IncidentRecord Blocked(double seconds)
    {
        var step = seconds > 20 ? seconds / 20 : 1;
        return Quiet with { Samples = [.. Quiet.Samples.Select(sample => Sample(sample.At, 4000, blocked: Math.Clamp((sample.At - 75) * step, 0, seconds)))] };
    }

    private static IncidentRecord Errors(double at, int errors) => Quiet with { Samples = [.. Quiet.Samples.Select(sample => sample.At == at ? Sample(at, 5, errors) : sample)] };
}
