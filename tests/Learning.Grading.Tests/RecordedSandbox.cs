using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests;

/// <summary>Facts as a real sandbox would bring them, made up.</summary>
internal sealed class RecordedSandbox : ISandbox, IAttempt
{
    private static readonly int[] Sizes = [5, 50, 500];

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
    public Task BuildAsync(Exercise exercise, CancellationToken cancellationToken) => Task.CompletedTask;

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

    public static Exercise Exercise() => new()
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
}
