using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;

namespace Learning.Web.Tests.Components;

/// <summary>A desk over one exercise in memory; the test plays the worker and the feed.</summary>
internal sealed class FakeDesk : IExerciseDesk
{
    private readonly Dictionary<Guid, Func<Task>> watchers = [];

    public Exercise Exercise { get; init; } = Sample();
    public string? Unmet { get; init; }
    public AttemptView? Attempt { get; private set; }
    public List<(SubmissionKind Kind, string Source)> Taken { get; } = [];

    public static Exercise Sample() => new()
    {
        Slug = "feed-n-plus-one",
        Title = "Feed, one author at a time",
        Summary = "One statement.",
        Track = "queries-from-code",
        Level = "junior",
        Minutes = 15,
        Language = ExerciseLanguage.CSharp,
        Brief = "## The feed works. It asks too often.\n\n<script>alert(1)</script> Make it **constant**.",
        Hints = ["## Count\nFirst hint.", "## Join\nSecond hint."],
        Think = "What decides how often line 19 runs?",
        Starter = new("FeedEndpoint.cs", "class FeedEndpoint { }"),
        Reference = new("reference.cs", "TOP-SECRET-REFERENCE"),
        Model = [new("Post.cs", "class Post { }")],
        Entry = null,
        Order = new() { Kind = OrderKind.Exact },
        Limits = new(),
        Revision = "0123456789abcdef",
        Data = new() { Schema = "CREATE TABLE posts ()", Seed = "", Arguments = [new("take", "int")], Sets = [new() { Name = "visible", Description = "50,000 posts", Draw = "" }] },
        Stages = [new("Correct", [new SameAnswer()]), new("Frugal", [new StatementBudget { Max = 3 }])],
    };

    public Task<ExerciseListView> ListAsync(CancellationToken cancellationToken) => Task.FromResult(new ExerciseListView(
        [new("queries-from-code", "Queries from code", [new(Exercise, ExerciseState.NotBegun, null, 0, "This exercise needs PostgreSQL 18 or newer, and this machine has 15.")])],
        [new("broken-one", "exercise.yaml", "stages[0]", "There is no check of the kind 'sparkle'.")]));

    /// <summary>What opening waits for.</summary>
    public Task Reading { get; init; } = Task.CompletedTask;

    public async Task<WorkbenchView?> OpenAsync(string slug, CancellationToken cancellationToken)
    {
        await Reading;
        return slug != Exercise.Slug ? null : new WorkbenchView
        {
            Exercise = Exercise,
            Learner = Guid.Empty,
            Reading = [],
            Unmet = Unmet,
            History = Attempt is { } made ? [new(made.Id, made.Number, made.Kind, made.Status, made.Report?.Verdict, made.CreatedAt)] : [],
        };
    }

    /// <summary>Left open, the database is never ready; the result is the error's id.</summary>
    public TaskCompletionSource<string?> Warm { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public List<string> Warmed { get; } = [];

    public Task<string?> WarmAsync(string slug, CancellationToken cancellationToken)
    {
        Warmed.Add(slug);
        return Warm.Task.WaitAsync(cancellationToken);
    }

    public Task<HandedIn> HandInAsync(string slug, SubmissionKind kind, string source, CancellationToken cancellationToken)
    {
        Taken.Add((kind, source));
        Attempt = new() { Id = Guid.NewGuid(), Slug = slug, Title = Exercise.Title, Number = 1, Kind = kind, Status = SubmissionStatus.Queued, Source = source, CreatedAt = DateTimeOffset.UtcNow, Before = 3 };
        return Task.FromResult(new HandedIn(Attempt.Id, null));
    }

    /// <summary>When a draft was saved; null refuses it, and it may throw.</summary>
    public Func<DateTimeOffset?> Save { get; set; } = () => DateTimeOffset.UtcNow;

    public Task<DateTimeOffset?> SaveDraftAsync(string slug, string source, CancellationToken cancellationToken) => Task.FromResult(Save());

    public Task<AttemptView?> ReadAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(Attempt?.Id == id ? Attempt : null);

    public IDisposable Watch(Guid id, Func<Task> changed)
    {
        watchers[id] = changed;
        return new Ending(() => watchers.Remove(id));
    }

    public bool Watched => watchers.Count > 0;

    public void Finished(GradeReport report) => Attempt = new()
    {
        Id = Guid.NewGuid(),
        Slug = Exercise.Slug,
        Title = Exercise.Title,
        Number = report.Verdict == Verdict.CompileError ? null : 1,
        Kind = SubmissionKind.Submit,
        Status = SubmissionStatus.Graded,
        Source = "class FeedEndpoint { }",
        CreatedAt = DateTimeOffset.UtcNow,
        Stages = report.Stages,
        Report = report,
    };

    public Task ChangeAsync(Func<AttemptView, AttemptView> change)
    {
        Attempt = change(Attempt!);
        return Task.WhenAll(watchers.Values.ToList().Select(watcher => watcher()));
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
