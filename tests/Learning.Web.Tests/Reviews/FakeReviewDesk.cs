using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Reviews;
using Learning.Web.Tests.Components;

namespace Learning.Web.Tests.Reviews;

/// <summary>A review of two attempts that is open on a page; acts are written down, and answered as told.</summary>
internal sealed class FakeReviewDesk : IReviewDesk
{
    public static readonly Guid First = new("aaaaaaaa-0000-4000-8000-000000000000"), Second = new("bbbbbbbb-0000-4000-8000-000000000000"), Third = new("cccccccc-0000-4000-8000-000000000000");

    public ReviewView? View { get; set; } = Sample();
    public List<string> Acts { get; } = [];
    public ActOutcome Answer { get; set; } = ActOutcome.Done;

    public static ReviewView Sample() => new()
    {
        Row = Row(Second, "learner-12", mine: true), State = ReviewState.Claimed, ClaimUntil = TimeProvider.System.GetUtcNow().AddMinutes(18), Grades = [0, 0, 0, 0],
        Attempt = ComparisonSamples.Attempt(ComparisonSamples.Second, 4, SampleReports.OnePerPost(), "class Feed\n{\n    int now;\n}"),
        Before = ComparisonSamples.Attempt(ComparisonSamples.First, 3, SampleReports.OnePerPost(), "class Feed\n{\n    int before;\n}"),
        Threads = [Thread(ReviewThreadKind.Improvement, 3, "Look at the bytes. [M9] [S2–S21] <script>alert(1)</script> [x](javascript:alert(1))"), Thread(ReviewThreadKind.Praise, null, "A tie-break nobody asked for.")],
        Rounds = [], Saved = [], Me = "Grace",
        Queue = new([Row(First, "learner-31", holder: "Barbara"), Row(Second, "learner-12", mine: true), Row(Third, "learner-08")], [], 7, null, TimeProvider.System.GetUtcNow()),
    };

    public static QueueRow Row(Guid id, string learner, string? holder = null, bool mine = false) =>
        new(id, learner, "Feed, one author at a time", Verdict.OverBudget, "Attempt 4, over budget", false, 1, TimeProvider.System.GetUtcNow().AddMinutes(-170), mine ? "Grace" : holder, mine, null);

    private static ThreadItem Thread(ReviewThreadKind kind, int? line, string body) => new(Guid.NewGuid(), line, null, kind, false, [new(Guid.NewGuid(), "Grace", true, true, body, TimeProvider.System.GetUtcNow())]);

    public Task<QueueView?> QueueAsync(CancellationToken cancellationToken) => Task.FromResult(View?.Queue);
    public Task<ReviewView?> OpenAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(View);
    public Task<AlikeGroup?> AlikeAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult<AlikeGroup?>(null);
    public Task<ActOutcome> ClaimAsync(Guid id, CancellationToken cancellationToken) => Act("claim");
    public Task<ActOutcome> ReleaseAsync(Guid id, CancellationToken cancellationToken) => Act("release");
    public Task<ActOutcome> BeginThreadAsync(Guid id, ThreadPlace place, ReviewThreadKind kind, string? text, CancellationToken cancellationToken) => Act($"thread {place.Line} {kind} {text ?? "(too long)"}");
    public Task<ActOutcome> ReplyAsync(Guid id, Guid thread, string? text, CancellationToken cancellationToken) => Act($"reply {text}");
    public Task<ActOutcome> ResolveAsync(Guid id, Guid thread, bool resolved, CancellationToken cancellationToken) => Act($"resolve {resolved}");
    public Task<ActOutcome> GradeAsync(Guid id, int row, int grade, CancellationToken cancellationToken) => Act($"grade {row} {grade}");
    public Task<ActOutcome> SummariseAsync(Guid id, string? text, CancellationToken cancellationToken) => Act($"summary {text}");
    public Task<ActOutcome> DecideAsync(Guid id, ReviewState decision, CancellationToken cancellationToken) => Act($"{decision}");
    public Task<ActOutcome> UndoAsync(Guid id, CancellationToken cancellationToken) => Act($"undo {id}");
    public Task<ActOutcome> SaveTextAsync(string? text, CancellationToken cancellationToken) => Act($"save {text}");
    public Task<ActOutcome> ForgetTextAsync(Guid saved, CancellationToken cancellationToken) => Act("forget");
    public async Task<SentToAll> CommentToAllAsync(IReadOnlyList<Guid> ids, ReviewThreadKind kind, string? text, CancellationToken cancellationToken) => new((await Act($"all {ids.Count}")).Refusal, ids.Count);
    public IDisposable Watch(Guid id, Func<Task> changed) => new Nothing();

    private Task<ActOutcome> Act(string what)
    {
        Acts.Add(what);
        return Task.FromResult(Answer);
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // Nothing is watched.
        }
    }
}
