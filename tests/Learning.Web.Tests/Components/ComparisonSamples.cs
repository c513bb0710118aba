using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Comparisons;
using Learning.Web.Features.Exercises;

namespace Learning.Web.Tests.Components;

/// <summary>Two attempts at one exercise: the scan and sort that the learner began with, and the index that passes.</summary>
internal sealed class ComparisonSamples : IComparisonDesk
{
    public static readonly Guid First = new("11111111-0000-4000-8000-000000000000"), Second = new("22222222-0000-4000-8000-000000000000"), Third = new("33333333-0000-4000-8000-000000000000");

    public List<(Guid Id, Guid? Other)> Asked { get; } = [];
    public Func<Guid, Guid?, ComparisonView?> Answer { get; init; } = (_, _) => Two();

    public Task<ComparisonView?> CompareAsync(Guid id, Guid? other, CancellationToken cancellationToken)
    {
        Asked.Add((id, other));
        return Task.FromResult(Answer(id, other));
    }

    public static ComparisonView Two() => new(Attempt(First, 4, Scanned(), "SELECT id\nFROM transactions\nORDER BY created_at DESC"), Attempt(Second, 5, SampleReports.IndexPasses(), "CREATE INDEX ix ON transactions (user_id);\nSELECT id\nFROM transactions\nORDER BY created_at DESC"), Rows);

    public static IReadOnlyList<AttemptRow> Rows =>
    [
        Row(Third, 6, Verdict.Passed, 3), Row(Second, 5, Verdict.Passed, 2), Row(First, 4, Verdict.OverBudget, 1),
    ];

    public static AttemptView Attempt(Guid id, int number, GradeReport report, string source) => new()
    {
        Id = id, Slug = "transactions-by-category", Title = "Transactions by category", Number = number, Kind = SubmissionKind.Submit, Status = SubmissionStatus.Graded,
        Source = source, CreatedAt = DateTimeOffset.UnixEpoch.AddHours(number), Stages = report.Stages, Report = report,
    };

    /// <summary>The same statement as the passing one, read from end to end and sorted.</summary>
    public static GradeReport Scanned()
    {
        var passed = SampleReports.IndexPasses();
        var statement = passed.Visible!.Trace.Statements[0];
        var scan = new PlanNode { Type = "Seq Scan", Relation = "transactions", Alias = "transactions", EstimatedRows = 1, ActualRows = 42, RowsRemovedByFilter = 259_793, SharedHit = 35_624, Filter = "((user_id = 500) AND (category = 'groceries'))", Role = "Outer" };
        var sort = new PlanNode { Type = "Sort", EstimatedRows = 1, ActualRows = 42, SharedHit = 35_624, SortKey = ["created_at DESC"], Role = "Outer", Children = [scan] };
        var plan = new QueryPlan { Root = new() { Type = "Limit", EstimatedRows = 1, ActualRows = 42, SharedHit = 35_624, Children = [sort] }, DurationMs = 162 };
        return passed with
        {
            Verdict = Verdict.OverBudget, Headline = "Over budget: reads 792× the pages", Summary = "Your answer is right. It touches **35,624** pages.", Mark = "P1",
            Stages =
            [
                new("Correct", StageStatus.Passed, "3 of 3 data sets", []),
                new("Planned", StageStatus.Failed, "35,624 pages",
                [
                    new()
                    {
                        Name = "Buffers", Status = StageStatus.Failed, Message = "It touches **35,624** pages.", Value = "35,624", Limit = "≤ 3.0× of 45", Mark = "P1", Verdict = Verdict.OverBudget,
                        Measurement = new() { Value = 35_624, Unit = "pages", N = 3, Low = 9_100, High = 35_624, Reference = 45, Certainty = "Counted by PostgreSQL as it ran the plan, not timed: a re-run on the same data gives the same number." },
                    },
                ]),
                new("Fast", StageStatus.NotReached, "not reached", []),
            ],
            Visible = passed.Visible with { ElapsedMs = 165, Trace = passed.Visible.Trace with { Statements = [statement with { Plan = plan }] } },
            Ownership = null, Latency = null,
        };
    }

    public static LoadFigures Load() => new()
    {
        Users = 20, Pool = 4, Ratios = [1.1, 1.2, 1.15, 1.3, 1.18, 1.22, 1.09, 1.25, 1.19, 1.2], Median = 1.19, Low = 1.09, High = 1.3, Limit = 2,
        Yours = new([.. Enumerable.Range(0, 400).Select(i => 4.0 + i % 97 * 0.21)], 812, 12.4, 22.1, 24.1),
        Reference = new([.. Enumerable.Range(0, 400).Select(i => 3.5 + i % 89 * 0.18)], 945, 10.9, 18.2, 19.3),
    };

    private static AttemptRow Row(Guid id, int number, Verdict verdict, int hour) => new(id, number, SubmissionKind.Submit, SubmissionStatus.Graded, verdict, DateTimeOffset.UnixEpoch.AddHours(hour));
}
