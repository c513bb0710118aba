using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Sittings.Running;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>The desk over a lab of this process. While it is open, somebody looks at the lab.</summary>
internal sealed class IncidentRoomDesk(IncidentSessions sessions, IncidentLabs labs, IncidentLibrary library, LabViewers viewers, SatLabs sat, IOptions<IncidentOptions> options, TimeProvider time) : IRoomDesk
{
    private IncidentLab? lab;
    private IDisposable? looking;
    private RoomView? last;
    private string? way;
    private volatile LabProgress? watching;

    private IncidentLab Lab => lab ?? throw new InvalidOperationException("No lab is open.");

    public async Task<RoomOpening?> OpenAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        Dispose();
        if (await sessions.FindAsync(id, cancellationToken) is not { } row || row.Slug != slug)
            return null;
        var title = library.Find(slug)?.Title ?? slug;
        way = (await sat.FindAsync(id, cancellationToken))?.Way;
        lab = labs.Find(id);
        if (lab is null || lab.Phase == LabPhase.Ended)
            return new(title, null, row.Why ?? lab?.Record.Ended ?? (row.Open ? "It is in line, or its database is being copied." : "It was ended."), Soon: row.Open && lab is null, Way: way);
        looking = viewers.Watch(id);
        return new(title, View, null, options.Value.RuleOfLeaving, Way: way);
    }

    /// <summary>While nothing runs, before a reset's first second and after the end, the panes keep what they had.</summary>
    public RoomView View => last = Lab.Phase is LabPhase.Ended or LabPhase.Starting && last is not null ? last with { Record = Lab.Record, Watching = watching } : new()
    {
        Incident = Lab.Incident,
        Record = Lab.Record,
        Sessions = Lab.Sessions,
        Levers = Lab.Levers,
        Activity = Lab.Activity,
        Log = Lab.Log,
        Watching = watching,
        Way = way,
    };

    public IDisposable Watch(Func<Task> changed)
    {
        var watched = Lab;
        return new RoomWatch(heard => watched.Changed += heard, heard => watched.Changed -= heard, changed, time);
    }

    public Task<string> OpenSessionAsync(CancellationToken cancellationToken) => Lab.OpenSessionAsync(cancellationToken);
    public Task CloseSessionAsync(string session) => Lab.CloseSessionAsync(session);
    public Task<IReadOnlyList<IncidentAction>> RunAsync(string session, string sql, CancellationToken cancellationToken) => Lab.RunAsync(session, sql, cancellationToken);
    public Task CancelAsync(string session) => Lab.CancelAsync(session);
    public Task<IncidentAction> SignalAsync(int pid, bool terminate, CancellationToken cancellationToken) => Lab.SignalAsync(pid, terminate, cancellationToken);
    public Task<IncidentAction> PullAsync(string lever, string? value, CancellationToken cancellationToken) => Lab.PullAsync(lever, value, cancellationToken);
    public Task<WorldStatistics> StatisticsAsync(CancellationToken cancellationToken) => Lab.StatisticsAsync(cancellationToken);
    public void EnterStage(StageKind kind) => Lab.EnterStage(kind);
    public void Guess(StageKind kind, string guess) => Lab.Guess(kind, guess);
    public void OpenHint(StageKind kind, int number) => Lab.OpenHint(kind, number);
    public Task<StageRecord> AnswerAsync(StageKind kind, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken) => Lab.AnswerAsync(kind, answers, cancellationToken);
    public KeptEvidence Keep(EvidenceSort kind, string title, int? action = null) => Lab.Keep(kind, title, action);
    public Task PauseAsync() => Lab.PauseAsync();
    public Task ResumeAsync() => Lab.ResumeAsync();

    public async Task<HandIn> HandInAsync(CancellationToken cancellationToken)
    {
        if (watching is not null)
            throw new InvalidOperationException("The lab is watching already. It says so when it is done.");
        watching = new("Watching every class", 0);
        try
        {
            return await Lab.HandInAsync(new ToldAtOnce(step => watching = step), cancellationToken);
        }
        finally
        {
            watching = null;
        }
    }

    public bool CanReset => way is null && lab is { Phase: LabPhase.Ended } && labs.Find(lab.Id) == lab;

    /// <summary>A candidate has one lab: one that begins anew would forget what was answered wrong.</summary>
    public Task ResetAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken) =>
        way is null ? Lab.ResetAsync(progress, cancellationToken) : throw new InvalidOperationException("In an assessment a lab is not reset: it counts as it goes.");

    /// <summary>By the host: the row is written before the report is opened.</summary>
    public Task EndAsync() => sessions.EndAsync(Lab.Id, "You ended it.", CancellationToken.None);

    public void Dispose()
    {
        looking?.Dispose();
        (looking, lab, last, way) = (null, null, null, null);
    }
}
