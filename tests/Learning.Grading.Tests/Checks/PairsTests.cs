using Learning.Grading.Checks;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

/// <summary>On which of several data sets a limit is judged, and what cannot be judged.</summary>
public sealed class PairsTests
{
    /// <summary>12× of five pages is below the slack; 8.9× of 45 is not.</summary>
    [Fact]
    public void Buffers_FurtherAboveOnSmallDataThatTheSlackExcuses_FailsByTheOther()
    {
        var evidence = Evidence((60, 5), (400, 45));

        var result = new Buffers { Times = 3 }.Judge(Given.Exercise, evidence);

        Assert.Equal((StageStatus.Failed, "400"), (result.Status, result.Value));
        Assert.Contains("on hidden data set A", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Buffers_BelowOnAllData_PassesAndNamesTheFurthest() =>
        Assert.Equal((StageStatus.Passed, "60"), new Buffers { Times = 3 }.Judge(Given.Exercise, Evidence((60, 5), (90, 45))) is var result ? (result.Status, result.Value) : default);

    /// <summary>Whatever stands past the cap has no plan, so nothing bad is seen of it.</summary>
    [Fact]
    public void Judge_MoreStatementsThanWereRecorded_PassesNoPlan()
    {
        var cut = Given.Trace(Scan(10)) with { Count = 2001 };
        Check[] plans = [new Buffers { Times = 3 }, new NoSeqScan { OverPages = 500 }, new RowsRemoved { Times = 10 }, new NoSpill(), new WidestStep { Times = 5 }];

        Assert.All(plans, check => Assert.Equal((StageStatus.Failed, "2,001"), (check.Judge(Given.Exercise, Given.Traces(cut)).Status, check.Judge(Given.Exercise, Given.Traces(cut)).Value)));
        Assert.All(plans, check => Assert.Equal(StageStatus.Passed, check.Judge(Given.Exercise, Given.Traces(cut with { Count = 1 })).Status));
        Assert.Equal(StageStatus.Passed, new RowsShipped { Times = 3 }.Judge(Given.Exercise, Given.Traces(cut)).Status);
    }

    private static Evidence Evidence((long Yours, long Reference) visible, (long Yours, long Reference) hidden) => Given.Traces(Given.Trace(Scan(visible.Yours))) with
    {
        Visible = new(Given.Run("visible", Given.Trace(Scan(visible.Yours))), Given.Run("visible", Given.Trace(Scan(visible.Reference)))),
        Hidden = [new(Given.Run("a", Given.Trace(Scan(hidden.Yours))), Given.Run("a", Given.Trace(Scan(hidden.Reference))))],
    };

    private static QueryPlan Scan(long pages) => Given.Plan(new() { Type = "Index Scan", Relation = "entries", ActualRows = 1, SharedHit = pages });
}
