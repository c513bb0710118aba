using Learning.Grading.Exercises;
using Learning.Grading.Plans;
using Learning.Grading.Traces;
using Learning.Tests;

namespace Learning.Grading.Tests.Checks;

/// <summary>Evidence with made-up counts and recorded plans, for checks that read nothing else.</summary>
internal static class Pretended
{
    public static Exercise Exercise { get; } = new()
    {
        Slug = "settlements", Title = "", Summary = "", Track = "", Level = "", Minutes = 5, Language = ExerciseLanguage.CSharp, Brief = "",
        Starter = new("a.cs", ""), Reference = new("a.cs", ""), Entry = null, Revision = "1", Limits = new(), Order = new() { Kind = OrderKind.Exact },
        Data = new()
        {
            Schema = "", Seed = "", Arguments = [], Sets = [new() { Name = "visible", Draw = "" }, new() { Name = "a", Hidden = true, Draw = "" }],
            Growth = new() { Factor = "rows seen", Steps = [100, 1500, 20000], Draw = "" },
        },
        Stages = [],
    };

    public static Evidence Evidence(StatementTrace yours, StatementTrace reference) => new()
    {
        Prepared = RunOutcome.Completed, Environment = new("18.4", 2, "none", 2), Visible = new(Run("visible", yours), Run("visible", reference)),
    };

    public static StatementTrace Trace(params Statement[] statements) => new()
    {
        Statements = statements, Count = statements.Length, Rows = statements.Sum(statement => statement.Rows),
    };

    public static Statement Statement(long rows, QueryPlan? plan, string sql = "SELECT 1") => new()
    {
        Number = 1, Connection = 1, Sql = sql, Kind = StatementKind.Extended, RoundTrip = 1,
        SentMs = 0, ServerStartMs = 1, ServerEndMs = 2, DoneMs = 3, Rows = rows, Bytes = 50 * rows, Plan = plan,
    };

    public static QueryPlan Recorded(string name) =>
        PlanReader.Read(File.ReadAllText(Repository.Path("tests", "Learning.Grading.Tests", "Plans", name + ".json")), 1.5);

    /// <summary>One index scan of so many pages and rows, under a limit.</summary>
    public static QueryPlan Scan(long pages, double rows, double returned) => new()
    {
        DurationMs = 1,
        Root = new()
        {
            Type = "Limit", ActualRows = returned, SharedHit = pages,
            Children = [new() { Type = "Index Scan", Relation = "entries", ActualRows = rows, SharedHit = pages }],
        },
    };

    public static Run Run(string set, StatementTrace trace, string answer = "[]") => new()
    {
        DataSet = set, Arguments = new Dictionary<string, string>(StringComparer.Ordinal), Outcome = RunOutcome.Completed, Answer = answer, Trace = trace,
    };
}
