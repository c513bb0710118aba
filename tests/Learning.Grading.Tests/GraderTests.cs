using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests;

public sealed class GraderTests
{
    private static readonly int[] Sizes = [5, 50, 500];

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
        var (report, _) = await new Grader(_sandbox, TimeProvider.System).GradeAsync(Exercise(), "source", GradeMode.Try, null, CancellationToken.None);

        Assert.Empty(report.Stages);
        Assert.Equal([EvidenceKind.Visible], _sandbox.Gathered);
    }

    private async Task<GradeReport> GradeAsync(IProgress<IReadOnlyList<StageResult>>? progress = null) =>
        (await new Grader(_sandbox, TimeProvider.System).GradeAsync(Exercise(), "source", GradeMode.Submit, progress, CancellationToken.None)).Report;

    private static Exercise Exercise() => new()
    {
        Slug = "feed", Title = "Feed", Summary = "", Track = "queries", Level = "junior", Minutes = 5, Language = ExerciseLanguage.CSharp, Brief = "",
        Starter = new("a.cs", ""), Reference = new("a.cs", ""), Entry = null, Revision = "1", Limits = new(), Order = new() { Kind = OrderKind.Exact },
        Data = new()
        {
            Schema = "", Seed = "", Arguments = [],
            Sets = [new() { Name = "visible", Draw = "" }, new() { Name = "a", Hidden = true, Draw = "" }, new() { Name = "b", Hidden = true, Draw = "" }],
            Growth = new() { Factor = "posts", Steps = [5, 50, 500], Draw = "" },
        },
        Stages = [new("Correct", [new SameAnswer()]), new("Frugal", [new StatementGrowth()]), new("Fast", [new LatencyRatio { Below = 2 }])],
    };

    private sealed class Seen(Action<IReadOnlyList<StageResult>> action) : IProgress<IReadOnlyList<StageResult>>
    {
        public void Report(IReadOnlyList<StageResult> value) => action(value);
    }

    /// <summary>Facts as a real sandbox would bring them, made up.</summary>
    private sealed class RecordedSandbox : ISandbox, IAttempt
    {
        public int StatementsPerItem { get; set; }
        public string HiddenAnswer { get; set; } = "[]";
        public RunOutcome? Stops { get; set; }
        public double Ratio { get; set; } = 1;
        public List<EvidenceKind> Gathered { get; } = [];

        public Evidence Prepared => new()
        {
            Prepared = Stops is { Kind: OutcomeKind.CompileError } ? Stops : RunOutcome.Completed, Environment = new("18.4", 2, "none", 2),
        };

        public Task<IAttempt> OpenAsync(Exercise exercise, string source, CancellationToken cancellationToken) => Task.FromResult<IAttempt>(this);

        public Task WarmAsync(Exercise exercise, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<Evidence> GatherAsync(EvidenceKind kind, Evidence evidence, CancellationToken cancellationToken)
        {
            Gathered.Add(kind);
            return Task.FromResult(kind switch
            {
                EvidenceKind.Visible => evidence with { Visible = Pair("visible", 20, "[]"), Stopped = Stops },
                EvidenceKind.Hidden => evidence with { Hidden = [Pair("a", 20, HiddenAnswer), Pair("b", 20, HiddenAnswer)] },
                EvidenceKind.Growth => evidence with { Growth = [.. Sizes.Select(size => new GrowthStep(size, Pair("a", size, "[]")))] },
                _ => evidence with { Latency = new([.. Enumerable.Repeat(new LatencyPair(new(Ratio, 1, 0, "[]"), new(1, 1, 0, "[]")), 10)]) },
            });
        }

        private RunPair Pair(string set, int size, string answer) => new(Run(set, answer, 1 + StatementsPerItem * size), Run(set, "[]", 1));

        private static Run Run(string set, string answer, int statements) => new()
        {
            DataSet = set, Arguments = new Dictionary<string, string>(StringComparer.Ordinal), Outcome = RunOutcome.Completed, Answer = answer,
            Trace = new()
            {
                Count = statements, RoundTrips = statements,
                Statements = [.. Enumerable.Range(1, statements).Select(n => new Statement
                {
                    Number = n, Connection = 1, Sql = n == 1 ? "SELECT 1" : "SELECT $1 FROM users", Kind = StatementKind.Extended, RoundTrip = n,
                    SentMs = n, ServerStartMs = n, ServerEndMs = n, DoneMs = n, Rows = 1, Bytes = 10, Parameters = [n.ToString(System.Globalization.CultureInfo.InvariantCulture)],
                })],
            },
        };

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
