using Learning.Grading.Checks;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Checks;

/// <summary>Every check leaves a number with unit, readings, spread, the reference's figure and a sentence on its certainty.</summary>
public sealed class MeasurementTests
{
    private static readonly QueryPlan Scan = Given.Recorded("top-by-sequential-scan"), Index = Given.Recorded("top-by-index");

    private static readonly Check[] Checks =
    [
        new SameAnswer(), new StatementGrowth(), new StatementBudget { Max = 0 }, new StatementBudget { Max = 9 }, new RowsShipped { Times = 1 }, new BytesShipped { Times = 1 },
        new NoSeqScan { OverPages = 1 }, new NoSeqScan { OverPages = 9000 }, new RowsRemoved { Times = 1 }, new RowsRemoved { Times = 1e6 }, new Buffers { Times = 1 }, new Buffers { Times = 100 },
        new NoSpill(), new SortAvoided(), new Estimates { Within = 1 }, new Estimates { Within = 1e9 }, new IndexOnly { Relation = "transactions" }, new PartitionsPruned { Parent = "events", AtMost = 0 },
        new NoNestedLoopBlowup { Times = 1 }, new SizeAdded { MaxMb = 1 }, new SizeAdded { MaxMb = 99 }, new WriteCost { InsertBuffersTimes = 1, WalTimes = 1 }, new WriteCost { InsertBuffersTimes = 9, WalTimes = 9 },
        new LatencyRatio { Below = 2 }, new LatencyRatio { Below = 0.5 }, new LoadRatio { Below = 2 }, new LoadRatio { Below = 0.5 }, new InvariantsHold(),
        new BuffersGrowth(), new BuffersGrowth { AtMost = GrowthShape.Worse }, new WidestStep { Times = 1 }, new WidestStep { Times = 1e9 },
    ];

    public static TheoryData<Check> EveryCheck => [.. Checks];

    [Theory]
    [MemberData(nameof(EveryCheck))]
    public void Measurement_OfEveryCheck_HasUnitReadingsSpreadAndCertainty(Check check)
    {
        var measured = check.Evaluate(Given.Exercise, Everything()).Measurement;

        Assert.NotNull(measured);
        Assert.NotEmpty(measured.Unit);
        Assert.True(measured.N > 0);
        Assert.InRange(measured.Value, measured.Low, measured.High);
        Assert.EndsWith(".", measured.Certainty, StringComparison.Ordinal);
        Assert.True(measured.Reference is not null || check is SizeAdded);
    }

    [Fact]
    public void EveryCheck_OfTheManifest_IsMeasuredHere() =>
        Assert.Empty(CheckKinds.ByName.Values.Except(Checks.Select(check => check.GetType())));

    [Fact]
    public void Measurement_OfACount_IsTheWorstRunWithTheSpreadOfAll()
    {
        var measured = new Buffers { Times = 3 }.Evaluate(Given.Exercise, Given.Plans(Scan, Index, Index)).Measurement!;

        Assert.Equal((866, "pages", 2, 46, 866, 46), (measured.Value, measured.Unit, measured.N, measured.Low, measured.High, measured.Reference));
        Assert.Contains("between 46 and 866", measured.Certainty, StringComparison.Ordinal);
    }

    [Fact]
    public void Measurement_SameInEveryRun_SaysSo()
    {
        var measured = new RowsShipped { Times = 1 }.Evaluate(Given.Exercise, Given.Plans(Index, Index, Index)).Measurement!;

        Assert.Equal((50, 50, 50), (measured.Value, measured.Low, measured.High));
        Assert.Equal("Counted on the wire, not timed, and the same in all 2 runs: a re-run gives the same number.", measured.Certainty);
    }

    [Theory]
    [InlineData(2, "lies below the limit")]
    [InlineData(0.5, "lies above the limit")]
    [InlineData(1, "lies inside")]
    public void Measurement_OfATime_ComesFromTheInterval(double limit, string certainty)
    {
        var measured = new LatencyRatio { Below = limit }.Evaluate(Given.Exercise, Everything()).Measurement!;

        Assert.Equal((10, "×", 1.0), (measured.N, measured.Unit, measured.Reference));
        Assert.Contains(certainty, measured.Certainty, StringComparison.Ordinal);
    }

    [Fact]
    public void Measurement_OfWrites_IsTheRatioNearerItsLimit()
    {
        var evidence = Everything();

        Assert.Equal("× pages", new WriteCost { InsertBuffersTimes = 1.5, WalTimes = 9 }.Evaluate(Given.Exercise, evidence).Measurement!.Unit);
        Assert.Equal("× log", new WriteCost { InsertBuffersTimes = 9, WalTimes = 1.5 }.Evaluate(Given.Exercise, evidence).Measurement!.Unit);
    }

    [Fact]
    public void WriteCost_Described_NamesBothOfItsLimits() =>
        Assert.Equal("≤ 3.0×, ≤ 2.0×", new WriteCost { InsertBuffersTimes = 3, WalTimes = 2 }.Describe(Given.Exercise).Limit);

    [Fact]
    public void RowsRemoved_OnHiddenData_QuotesNoCondition()
    {
        var hidden = Given.Plan(new() { Type = "Seq Scan", Relation = "t", ActualRows = 1, RowsRemovedByFilter = 90_000, Filter = "(name = 'secret'::text)" });

        var onHidden = new RowsRemoved { Times = 1 }.Evaluate(Given.Exercise, Given.Plans(Index, hidden));
        var onVisible = new RowsRemoved { Times = 1 }.Evaluate(Given.Exercise, Given.Plans(hidden));

        Assert.Equal(StageStatus.Failed, onHidden.Status);
        Assert.DoesNotContain("secret", onHidden.Message, StringComparison.Ordinal);
        Assert.Contains("threw away **90,000** rows to return", onHidden.Message, StringComparison.Ordinal);
        Assert.Contains("by `(name = 'secret'::text)`", onVisible.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SortAvoided_OnHiddenData_QuotesNoSortKey()
    {
        var hidden = Given.Plan(new() { Type = "Sort", ActualRows = 500, SortKey = ["(abs((x - 4711)))"], Children = [new() { Type = "Seq Scan", Relation = "t", ActualRows = 500 }] });

        Assert.DoesNotContain("4711", new SortAvoided().Evaluate(Given.Exercise, Given.Plans(Index, hidden)).Message, StringComparison.Ordinal);
        Assert.Contains("4711", new SortAvoided().Evaluate(Given.Exercise, Given.Plans(hidden)).Message, StringComparison.Ordinal);
    }

    private static Evidence Everything() => Given.Plans(Scan, Index, Index) with
    {
        Growth = [.. new[] { 5, 50, 500 }.Select(size => new GrowthStep(size, new(Given.Run("a", Given.Trace(Index)), Given.Run("a", Given.Trace(Index)))))],
        Ownership = new() { Writes = 500, SizeBeforeBytes = 30 << 20, SizeAfterBytes = 40 << 20, InsertBuffersBefore = 9, InsertBuffersAfter = 12, InsertWalBefore = 400, InsertWalAfter = 480, UpdateBuffersBefore = 7, UpdateBuffersAfter = 10, UpdateWalBefore = 300, UpdateWalAfter = 370 },
        Latency = new([.. Enumerable.Range(0, 10).Select(i => new LatencyPair(new(0.9 + i * 0.02, 1, 0, "[]"), new(1, 1, 0, "[]")))]),
        Load = new(20, 4, [.. Enumerable.Range(0, 10).Select(i => new LoadRound(new([0.9 + i * 0.02, 0.9 + i * 0.02], 10), new([1, 1], 10)))]),
        Crowd = new(Crowd, Crowd),
    };

    private static CrowdRun Crowd => new() { Users = 20, Calls = 100, Pool = 4, Failed = 0, Broken = [], Trace = StatementTrace.Empty, ElapsedMs = 10 };
}
