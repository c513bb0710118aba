using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Features.Incidents.WarRoom;

namespace Learning.Web.Tests.Components;

/// <summary>A room over a record that the test changes; writes down what it was asked to do.</summary>
internal sealed class FakeRoomDesk : IRoomDesk
{
    private readonly List<Func<Task>> watchers = [];

    public RoomView View { get; set; } = RoomSamples.View();
    public bool Theirs { get; init; } = true;
    public string? Ended { get; init; }
    public List<string> Did { get; } = [];
    public Exception? Fault { get; set; }
    /// <summary>Left open, a statement runs on, a lever is being pulled, a hand-in is being watched.</summary>
    public TaskCompletionSource? Running { get; set; }
    public bool Watched => watchers.Count > 0;

    public Task<RoomOpening?> OpenAsync(string slug, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(!Theirs ? null : new RoomOpening(View.Incident.Title, Ended is null ? View : null, Ended, "Close the tab and the lab pauses.", Way: View.Way));

    public IDisposable Watch(Func<Task> changed)
    {
        watchers.Add(changed);
        return new Ending(() => watchers.Remove(changed));
    }

    public Task ChangeAsync(Func<RoomView, RoomView> change)
    {
        View = change(View);
        return Task.WhenAll(watchers.ToList().Select(watcher => watcher()));
    }

    public async Task<IReadOnlyList<IncidentAction>> RunAsync(string session, string sql, CancellationToken cancellationToken)
    {
        Note($"run {session}: {sql}");
        if (Running is not null)
        {
            View = View with { Sessions = [.. View.Sessions.Select(state => state.Name == session ? state with { Busy = View.Record.Elapsed } : state)] };
            await Running.Task;
            View = View with { Sessions = [.. View.Sessions.Select(state => state with { Busy = null })] };
        }
        return [];
    }

    public Task<string> OpenSessionAsync(CancellationToken cancellationToken) => Task.FromResult(Note("C", "open"));
    public Task CloseSessionAsync(string session) => Task.FromResult(Note($"close {session}"));
    public Task CancelAsync(string session) => Task.FromResult(Note($"cancel {session}"));
    public Task<IncidentAction> SignalAsync(int pid, bool terminate, CancellationToken cancellationToken) => Task.FromResult(Act(Note($"{(terminate ? "terminate" : "cancel")} {pid}")));
    public void EnterStage(StageKind kind) => Note($"enter {kind}");
    public void Guess(StageKind kind, string guess) => Note($"guess {kind}: {guess}");
    public void OpenHint(StageKind kind, int number) => Note($"hint {kind} {number}");
    public KeptEvidence Keep(EvidenceSort kind, string title, int? action = null) => Note(new KeptEvidence("L1", kind, View.Record.Elapsed, title, action), $"keep {kind} {action}: {title}");
    public Task PauseAsync() => Task.FromResult(Note("pause"));
    public Task ResumeAsync() => Task.FromResult(Note("resume"));
    public Task EndAsync() => Task.FromResult(Note("end"));

    public Task<StageRecord> AnswerAsync(StageKind kind, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken) =>
        Task.FromResult(Note(new StageRecord { Kind = kind, EnteredAt = 0 }, $"answer {kind}: {string.Join(", ", answers.Select(answer => $"{answer.Key}={answer.Value.Replace('\n', '+')}"))}"));

    public async Task<IncidentAction> PullAsync(string lever, string? value, CancellationToken cancellationToken)
    {
        var pulled = Act(Note($"pull {lever} {value}"));
        await (Running?.Task ?? Task.CompletedTask);
        return pulled;
    }

    public async Task<HandIn> HandInAsync(CancellationToken cancellationToken)
    {
        View = View with { Watching = new("1 of 3 kinds of requests are well", 0.2) };
        await (Running?.Task ?? Task.CompletedTask);
        var given = Note(new HandIn { At = View.Record.Elapsed, Health = [new("unfiltered", 7, 12, true), new("filtered", 640, 25, false)], Lasting = [new("valid", false)], DataIntact = true, Errors = 0 }, "hand in");
        View = View with { Watching = null, Record = View.Record with { HandIn = given } };
        return given;
    }

    public Task<WorldStatistics> StatisticsAsync(CancellationToken cancellationToken) => Task.FromResult(Note(new WorldStatistics(
        [new("transactions", 2_000_000, 400_000_000, 1, 2, 1_100_000, null, null, "autovacuum_enabled=false")],
        [new("transactions", "ix_bad", "CREATE INDEX ix_bad ON transactions (category)", 1, 0, 0, Valid: false, Ready: true)],
        [new("transactions", "category", 1, 0, null)]), "statistics"));

    public bool CanReset { get; set; }
    public Task ResetAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken) => Task.FromResult(Note("reset"));

    public void Dispose() => Did.Add("dispose");

    private string Note(string what) => Note(what, what);

    private T Note<T>(T result, string what)
    {
        Did.Add(what);
        return Fault is null ? result : throw Fault;
    }

    private static IncidentAction Act(string text) => new() { Number = 9, At = 1, Kind = ActionKind.Signal, ByLearner = true, Text = text };

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
