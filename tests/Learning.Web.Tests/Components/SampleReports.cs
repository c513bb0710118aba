using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Web.Tests.Components;

/// <summary>Reports as the grader writes them: figures of a feed that asks once per post, and of an index that passes.</summary>
internal static class SampleReports
{
    private static readonly RunEnvironment Here = new("18.4", 2, "bubblewrap", 4);

    public static GradeReport OnePerPost(string? authorsSql = null)
    {
        var statements = new List<Statement> { Sent(1, 0.3, 2.9, 0.9, 20, "SELECT p.id, p.author_id, p.text, p.created_at FROM posts AS p WHERE EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = $1) ORDER BY p.created_at DESC, p.id LIMIT $2", PostsPlan(), "417", "20") };
        for (var number = 2; number <= 21; number++)
            statements.Add(Sent(number, statements[^1].DoneMs + 0.1, 2.5, 0.4 + number % 4 * 0.07, 1, authorsSql ?? "SELECT u.id, u.bio, u.name, u.joined_at FROM users AS u WHERE u.id = $1 LIMIT 2", AuthorPlan(), $"{1000 + number % 20}"));
        return new()
        {
            Exercise = "feed-n-plus-one", Revision = "0123456789abcdef", Verdict = Verdict.OverBudget,
            Headline = "Over budget: one statement per post",
            Summary = "Your answer is right. It took **21** statements on the visible data, and **501** for 500 posts.",
            Mark = "S2–S21",
            Stages =
            [
                new("Correct", StageStatus.Passed, "3 of 3 data sets", [new() { Name = "Same answer", Status = StageStatus.Passed, Message = "All rows are the same.", Value = "20 = 20", Mark = "D1" }]),
                new("Frugal", StageStatus.Failed, "grows with posts", [new() { Name = "Statements", Status = StageStatus.Failed, Message = "6, 51, 501 statements.", Value = "6, 51, 501: linear", Limit = "constant", Mark = "S2–S21", Verdict = Verdict.OverBudget }]),
                new("Planned", StageStatus.NotReached, "not reached", []),
                new("Fast", StageStatus.NotReached, "not reached", []),
            ],
            Comments = [new(CommentGrade.Essential, "Ask for all authors at once: with the posts, or in one second statement. Either is constant.", "S2–S21"), new(CommentGrade.Actionable, "You read 4 columns per author and show one.", "S2")],
            Outcome = RunOutcome.Completed,
            Visible = new() { DataSet = "visible", Arguments = new Dictionary<string, string>(), Outcome = RunOutcome.Completed, ElapsedMs = statements[^1].DoneMs + 0.4, Trace = Trace(statements) },
            Reference = new(1, 1, 20, 3400, 81, 2.6, 0.6),
            Growth = [new(5, 6, 1, 10, 5, 4100, 800, 40, 21), new(50, 51, 1, 100, 50, 41_000, 8100, 410, 98), new(500, 501, 1, 1000, 500, 410_000, 85_000, 4100, 900)],
            GrowthFactor = "posts",
            Certificate = new("A re-run cannot change this verdict.", "Statements are counted on the wire, not timed: 3 sizes. The milliseconds are information, n = 1."),
            Environment = Here, CompileMs = 41, GradedAt = DateTimeOffset.UnixEpoch, GradingMs = 930,
        };
    }

    public static GradeReport IndexPasses()
    {
        var scan = new PlanNode { Type = "Index Scan", Relation = "transactions", Index = "ix_tx_user_category_created", EstimatedRows = 50, ActualRows = 42, SharedHit = 45, IndexCondition = "((user_id = 500) AND (category = 'groceries'))" };
        var plan = new QueryPlan { Root = new() { Type = "Limit", EstimatedRows = 50, ActualRows = 42, SharedHit = 45, Children = [scan] }, DurationMs = 0.04 };
        double[] ratios = [1.09, 1.0, 0.97, 1.02, 1.07, 0.94, 1.12, 1.05, 0.99, 1.04];
        return OnePerPost() with
        {
            Exercise = "transactions-by-category", Verdict = Verdict.Passed, Mark = "P1",
            Headline = "Passed: the plan reads 45 pages, and keeps reading 45",
            Summary = "**1 statement**, **45** pages and **3.1 kB** for 42 rows; the reference needs 1, 45 and 3.1 kB.",
            Stages =
            [
                new("Correct", StageStatus.Passed, "3 of 3 data sets", [new() { Name = "Same answer", Status = StageStatus.Passed, Message = "Same.", Value = "42 = 42", Mark = "D1" }]),
                new("Planned", StageStatus.Passed, "45 pages", [new() { Name = "Rows removed", Status = StageStatus.Passed, Message = "None.", Value = "0", Mark = "P1" }, new() { Name = "Buffers", Status = StageStatus.Passed, Message = "45 pages, as the reference.", Value = "45", Limit = "185", Mark = "P1" }]),
                new("Cheap to own", StageStatus.Passed, "8.6 MB", [new() { Name = "Size added", Status = StageStatus.Passed, Message = "8.6 MB on top of 31 MB.", Value = "8.6 MB", Limit = "≤ 12 MB", Mark = "M3" }]),
                new("Fast", StageStatus.Passed, "1.03×", [new() { Name = "Time ratio", Status = StageStatus.Passed, Message = "1.03× [0.94, 1.12] of the reference's time.", Value = "1.03×", Limit = "< 2.0×", Mark = "M5" }]),
            ],
            Comments = [new(CommentGrade.Celebratory, "The columns stand in the order the query needs: equal, equal, then sorted. That is why the Sort is gone.", "P1")],
            Visible = new() { DataSet = "visible", Arguments = new Dictionary<string, string>(), Outcome = RunOutcome.Completed, ElapsedMs = 3.1, Trace = Trace([Sent(1, 0.1, 2.9, 0.5, 42, "SELECT id, amount, created_at FROM transactions WHERE user_id = $1 AND category = $2 ORDER BY created_at DESC LIMIT 50", plan, "500", "groceries")]) },
            Growth = [],
            Ownership = new() { Writes = 500, SizeBeforeBytes = 32_500_000, SizeAfterBytes = 41_500_000, InsertBuffersBefore = 9.2, InsertBuffersAfter = 12.3, InsertWalBefore = 402, InsertWalAfter = 488, UpdateBuffersBefore = 7.1, UpdateBuffersAfter = 10.4, UpdateWalBefore = 310, UpdateWalAfter = 372, Added = ["CREATE INDEX ix_tx_user_category_created ON public.transactions USING btree (user_id, category, created_at DESC)"] },
            Latency = new() { Ratios = ratios, Median = 1.03, Low = 0.94, High = 1.12, Limit = 2, YoursMs = [2.61, 2.55, 2.7, 2.49, 2.8, 2.58, 2.94, 2.66, 2.52, 2.6], ReferenceMs = [.. ratios.Select(_ => 2.55)], P50 = 2.61, P95 = 2.94, P99 = 3.41, ServerMs = 0.05, NetworkMs = 2.1, ClientMs = 0.4 },
            Certificate = new("A re-run would not change this verdict.", "Rows, plan and pages are counted. The time ratio is a median of 10 interleaved pairs, 1.03× with a 99 % interval of [0.94, 1.12]."),
            GradingMs = 4100,
        };
    }

    public static GradeReport DoesNotCompile() => OnePerPost() with
    {
        Verdict = Verdict.CompileError, Headline = "Does not compile", Mark = null,
        Summary = "Line 19: 'Post' does not contain a definition for 'Autor'. No attempt used.",
        Stages = [], Comments = [], Visible = null, Reference = null, Growth = [],
        Outcome = new() { Kind = OutcomeKind.CompileError, Diagnostics = [new("error", "CS1061", "'Post' does not contain a definition for 'Autor'", 19, 26, 19, 31)] },
    };

    private static StatementTrace Trace(List<Statement> statements) => new()
    {
        Statements = statements, Count = statements.Count, RoundTrips = statements.Count, Connections = 1,
        Rows = statements.Sum(statement => statement.Rows), Bytes = statements.Sum(statement => statement.Bytes),
    };

    private static Statement Sent(int number, double at, double took, double server, long rows, string sql, QueryPlan plan, params string?[] parameters) => new()
    {
        Number = number, Connection = 1, Sql = sql, Parameters = parameters, Kind = StatementKind.Extended, RoundTrip = number,
        SentMs = at, ServerStartMs = at + 2, ServerEndMs = at + 2 + server, DoneMs = at + took, Rows = rows, Bytes = rows * 170, Command = $"SELECT {rows}", Plan = plan, Line = number == 1 ? 8 : 19,
    };

    private static QueryPlan AuthorPlan() => new()
    {
        Root = new() { Type = "Limit", EstimatedRows = 1, ActualRows = 1, SharedHit = 3, Children = [new() { Type = "Index Scan", Relation = "users", Index = "users_pkey", EstimatedRows = 1, ActualRows = 1, SharedHit = 3, IndexCondition = "(id = 1003)" }] },
        DurationMs = 0.03,
    };

    public static QueryPlan PostsPlan() => new()
    {
        Root = new()
        {
            Type = "Limit", EstimatedRows = 20, ActualRows = 20, SharedHit = 512,
            Children =
            [
                new()
                {
                    Type = "Nested Loop", EstimatedRows = 1480, ActualRows = 20, SharedHit = 512,
                    Children =
                    [
                        new() { Type = "Index Scan", Relation = "posts", Index = "posts_created_at", EstimatedRows = 50_000, ActualRows = 160, SharedHit = 32 },
                        new() { Type = "Index Only Scan", Relation = "follows", Index = "follows_pkey", EstimatedRows = 1, ActualRows = 20, Loops = 160, SharedHit = 480, IndexCondition = "(follower_id = 417)" },
                    ],
                },
            ],
        },
        DurationMs = 0.7,
    };
}
