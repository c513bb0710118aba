using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Traces;
using Learning.Tests;

namespace Learning.Grading.Tests.Checks;

/// <summary>Evidence for checks, made of plans that PostgreSQL 18 logged or of nodes with just the figures that matter.</summary>
internal static class Given
{
    public static Exercise Exercise { get; } = new()
    {
        Slug = "x", Title = "X", Summary = "", Track = "t", Level = "mid", Minutes = 5, Language = ExerciseLanguage.Sql, Brief = "",
        Starter = new("a.sql", ""), Reference = new("a.sql", ""), Entry = null, Revision = "1", Limits = new(), Order = new() { Kind = OrderKind.Exact },
        Data = new()
        {
            Schema = "", Seed = "", Arguments = [], Growth = new() { Factor = "posts", Steps = [5, 50, 500], Draw = "" },
            Sets = [new() { Name = "visible", Draw = "" }, new() { Name = "a", Hidden = true, Draw = "" }, new() { Name = "b", Hidden = true, Draw = "" }],
        },
        Stages = [],
    };

    public static QueryPlan Recorded(string name) =>
        PlanReader.Read(File.ReadAllText(Repository.Path("tests", "Learning.Grading.Tests", "Plans", name + ".json")), 1.5);

    public static QueryPlan Plan(PlanNode root) => new() { Root = root, DurationMs = 1 };

    /// <summary>The visible data's plan, hidden set A's, and the reference's on both. Null is a run without a statement.</summary>
    public static Evidence Plans(QueryPlan? visible, QueryPlan? hidden = null, QueryPlan? reference = null) => Traces(Trace(visible), Trace(hidden), Trace(reference));

    public static Evidence Traces(StatementTrace visible, StatementTrace? hidden = null, StatementTrace? reference = null) => new()
    {
        Prepared = RunOutcome.Completed, Environment = new("18.4", 2, "none", 2),
        Visible = new(Run("visible", visible), Run("visible", reference ?? StatementTrace.Empty)),
        Hidden = [new(Run("a", hidden ?? StatementTrace.Empty), Run("a", reference ?? StatementTrace.Empty))],
    };

    public static StatementTrace Trace(params QueryPlan?[] plans) => Trace([.. plans.OfType<QueryPlan>().Select((plan, index) => Statement(index + 1, "SELECT 1", plan))]);

    public static StatementTrace Trace(IReadOnlyList<Statement> statements) => new()
    {
        Statements = statements, Count = statements.Count, RoundTrips = statements.Count,
        Rows = statements.Sum(statement => statement.Rows), Bytes = statements.Sum(statement => statement.Bytes),
    };

    public static Statement Statement(int number, string sql, QueryPlan? plan = null, long? rows = null) => new()
    {
        Number = number, Connection = 1, Sql = sql, Kind = StatementKind.Extended, RoundTrip = number, SentMs = 0, ServerStartMs = 0, ServerEndMs = 0, DoneMs = 0,
        Rows = rows ?? (long)(plan?.Root.ActualRows ?? 0), Bytes = 100 * (rows ?? 1), Plan = plan,
    };

    public static Run Run(string set, StatementTrace trace, string answer = "[]") => new()
    {
        DataSet = set, Arguments = new Dictionary<string, string>(StringComparer.Ordinal), Outcome = RunOutcome.Completed, Answer = answer, Trace = trace,
    };
}
