using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>The war room's way to one lab of this learner's. Opens it first; everything else is about the one that is open. Tests put their own behind it.</summary>
public interface IRoomDesk : IDisposable
{
    /// <summary>Null: there is no such lab, or it is another's.</summary>
    Task<RoomOpening?> OpenAsync(string slug, Guid id, CancellationToken cancellationToken);

    /// <summary>What there is now; the lab's last state once it has ended.</summary>
    RoomView View { get; }

    /// <summary>Calls back when something has changed, at most once a second, on any thread.</summary>
    IDisposable Watch(Func<Task> changed);

    Task<string> OpenSessionAsync(CancellationToken cancellationToken);
    Task CloseSessionAsync(string session);
    Task<IReadOnlyList<IncidentAction>> RunAsync(string session, string sql, CancellationToken cancellationToken);
    Task CancelAsync(string session);
    Task<IncidentAction> SignalAsync(int pid, bool terminate, CancellationToken cancellationToken);
    Task<IncidentAction> PullAsync(string lever, string? value, CancellationToken cancellationToken);
    Task<WorldStatistics> StatisticsAsync(CancellationToken cancellationToken);
    void EnterStage(StageKind kind);
    void Guess(StageKind kind, string guess);
    /// <summary>The hint of that number, from 1; nothing when it is not the next.</summary>
    void OpenHint(StageKind kind, int number);
    Task<StageRecord> AnswerAsync(StageKind kind, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken);
    KeptEvidence Keep(EvidenceSort kind, string title, int? action = null);
    /// <summary>While it watches, the view says how far it is.</summary>
    Task<HandIn> HandInAsync(CancellationToken cancellationToken);
    Task PauseAsync();
    Task ResumeAsync();
    /// <summary>It has ended by itself and can begin anew.</summary>
    bool CanReset { get; }
    Task ResetAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken);
    Task EndAsync();
}

/// <summary><c>View</c>: Null when the lab does not run here any more; <c>Ended</c> then says why. <c>LeaveRule</c>: What becomes of a lab that nobody looks at. <c>Soon</c>: It has not begun yet. <c>Way</c>: of a candidate, back into the assessment.</summary>
public sealed record RoomOpening(string Title, RoomView? View, string? Ended, string LeaveRule = "", bool Soon = false, string? Way = null);

/// <summary>Everything that the war room shows. Read at once, replaced as a whole.</summary>
public sealed record RoomView
{
    public required Incident Incident { get; init; }
    public required IncidentRecord Record { get; init; }
    public required IReadOnlyList<ConsoleState> Sessions { get; init; }
    public required IReadOnlyDictionary<string, LeverState> Levers { get; init; }
    public required IReadOnlyList<ActivityRow> Activity { get; init; }
    public required IReadOnlyList<LogLine> Log { get; init; }
    /// <summary>A hand-in that is being watched; null: none is.</summary>
    public LabProgress? Watching { get; init; }
    /// <summary>Of a candidate: back to the task. Nothing else of the site opens for them.</summary>
    public string? Way { get; init; }

    public IncidentSample? Now => Record.Samples.Count > 0 ? Record.Samples[^1] : null;
    public bool Paused => Record.Phase == LabPhase.Paused;
    public bool Over => Record.Phase == LabPhase.Ended;
    public string Fill(string text) => RoomText.Fill(text, Record.Drawn);
}
