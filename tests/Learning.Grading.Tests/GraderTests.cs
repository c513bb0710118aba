using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests;

public sealed class GraderTests
{

    private readonly RecordedSandbox _sandbox = new();

    [Fact]
    public async Task Grade_EveryStagePasses_IsPassed()
    {
        var report = await GradeAsync();

        Assert.Equal(Verdict.Passed, report.Verdict);
        Assert.All(report.Stages, stage => Assert.Equal(StageStatus.Passed, stage.Status));
        Assert.StartsWith("A re-run would not change", report.Certificate.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Of 3 numbers judged, 2 are counted, on 6 runs beside the reference, and 1 is timed. The time ratio is a median of 10", report.Certificate.Why, StringComparison.Ordinal);
        Assert.All(report.Stages.SelectMany(stage => stage.Checks), check => Assert.NotNull(check.Measurement));
    }

    [Fact]
    public async Task Grade_StatementsGrow_StopsAtFrugalAndSpendsNoLatency()
    {
        _sandbox.StatementsPerItem = 1;

        var report = await GradeAsync();

        Assert.Equal((Verdict.OverBudget, "Frugal"), (report.Verdict, report.Failed?.Name));
        Assert.Equal("Over budget: one statement per post", report.Headline);
        Assert.Equal([6, 51, 501], report.Growth.Select(point => point.Statements));
        Assert.Equal(StageStatus.NotReached, report.Stages[^1].Status);
        Assert.DoesNotContain(EvidenceKind.Latency, _sandbox.Gathered);
        Assert.Equal("A re-run cannot change this verdict.", report.Certificate.Sentence);
    }

    [Fact]
    public async Task Grade_HiddenRowsDiffer_IsWrongAnswerWithoutTheRows()
    {
        _sandbox.HiddenAnswer = """[{"id":"a secret of the hidden set"}]""";

        var report = await GradeAsync();

        Assert.Equal((Verdict.WrongAnswer, "Correct"), (report.Verdict, report.Failed?.Name));
        Assert.DoesNotContain("secret", System.Text.Json.JsonSerializer.Serialize(report, GradeReport.Json), StringComparison.Ordinal);
    }

    /// <summary>Time by the clock is not the same twice: deep-pages/loaded-in-the-constructor was once stopped and four times was not.</summary>
    [Fact]
    public async Task Grade_StoppedByTheClock_DoesNotPromiseThatARerunIsTheSame()
    {
        _sandbox.Stops = new() { Kind = OutcomeKind.TimeLimit, Message = "Stopped at 10 s" };

        var report = await GradeAsync();

        Assert.Equal("A re-run would hardly change this verdict.", report.Certificate.Sentence);
        Assert.Contains("less what the code and its database waited for a processor", report.Certificate.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutcomeKind.CompileError, Verdict.CompileError)]
    [InlineData(OutcomeKind.TimeLimit, Verdict.TimeLimit)]
    [InlineData(OutcomeKind.MemoryLimit, Verdict.MemoryLimit)]
    [InlineData(OutcomeKind.OutputLimit, Verdict.OutputLimit)]
    [InlineData(OutcomeKind.RuntimeError, Verdict.RuntimeError)]
    public async Task Grade_RunStopped_IsThatVerdict(OutcomeKind kind, Verdict expected)
    {
        _sandbox.Stops = new() { Kind = kind, Message = "Stopped at 10 s" };

        var report = await GradeAsync();

        Assert.Equal(expected, report.Verdict);
        Assert.Empty(report.Growth);
    }

    [Theory]
    [InlineData(1.2, Verdict.Passed)]
    [InlineData(3.5, Verdict.OverBudget)]
    public async Task Grade_Latency_IsJudgedByTheInterval(double ratio, Verdict expected)
    {
        _sandbox.Ratio = ratio;

        var report = await GradeAsync();

        Assert.Equal(expected, report.Verdict);
        Assert.Equal(ratio, report.Latency!.Median, 3);
    }

    [Fact]
    public async Task Grade_Progress_NamesStagesAsTheySettle()
    {
        List<string> seen = [];

        await GradeAsync(new Seen(stages => seen.Add(string.Join(' ', stages.Select(stage => stage.Status)))));

        Assert.Equal("NotReached NotReached NotReached", seen[0]);
        Assert.Equal("Running NotReached NotReached", seen[1]);
        Assert.Equal("Passed Passed Passed", seen[^1]);
    }

    [Fact]
    public async Task Try_RunsTheVisibleDataOnly()
    {
        var (report, _) = await new Grader(_sandbox, TimeProvider.System).GradeAsync(RecordedSandbox.Exercise(), "source", GradeMode.Try, null, CancellationToken.None);

        Assert.Empty(report.Stages);
        Assert.Equal([EvidenceKind.Visible], _sandbox.Gathered);
    }

    private async Task<GradeReport> GradeAsync(IProgress<IReadOnlyList<StageResult>>? progress = null) =>
        (await new Grader(_sandbox, TimeProvider.System).GradeAsync(RecordedSandbox.Exercise(), "source", GradeMode.Submit, progress, CancellationToken.None)).Report;

    private sealed class Seen(Action<IReadOnlyList<StageResult>> action) : IProgress<IReadOnlyList<StageResult>>
    {
        public void Report(IReadOnlyList<StageResult> value) => action(value);
    }
}
