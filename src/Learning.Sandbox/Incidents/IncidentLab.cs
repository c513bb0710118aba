using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Sandbox.Incidents;

/// <summary>
/// A running incident: its own PostgreSQL in a jail, the application's load on it, what goes wrong, the instruments, and the learner's console.
/// Safe to call from many circuits at once. Everything that is done is in <see cref="Record"/>.
/// </summary>
public sealed class IncidentLab : IAsyncDisposable
{
    public Guid Id => throw new NotSupportedException();
    public Incident Incident => throw new NotSupportedException();
    public LabPhase Phase => throw new NotSupportedException();
    /// <summary>Seconds of the lab's clock.</summary>
    public double Elapsed => throw new NotSupportedException();

    /// <summary>Raised at most a few times a second, on any thread: a second was measured, or something was done.</summary>
    public event EventHandler? Changed { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

    /// <summary>All there is so far; cheap, immutable, lists are not copied.</summary>
    public IncidentRecord Record => throw new NotSupportedException();

    /// <summary>Names of the console's sessions, "A" first.</summary>
    public IReadOnlyList<ConsoleState> Sessions => throw new NotSupportedException();

    /// <summary>Opens another session, at most four.</summary>
    public Task<string> OpenSessionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CloseSessionAsync(string session) => throw new NotSupportedException();

    /// <summary>
    /// Runs the statements of the text one after the other until one fails, as psql does. Never throws for what the learner's SQL does: it is in the
    /// action. Throws <see cref="InvalidOperationException"/> when the session is busy.
    /// </summary>
    public Task<IReadOnlyList<IncidentAction>> RunAsync(string session, string sql, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Asks the server to cancel what the session runs.</summary>
    public Task CancelAsync(string session) => throw new NotSupportedException();

    /// <summary>pg_cancel_backend or pg_terminate_backend as the on-call engineer; the action says whether the server did it.</summary>
    public Task<IncidentAction> SignalAsync(int pid, bool terminate, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>State of each lever by its id.</summary>
    public IReadOnlyDictionary<string, LeverState> Levers => throw new NotSupportedException();

    /// <summary>Pulls a lever. The value: Pool size, "on" or "off" of a flag, the message of the status page; null otherwise.</summary>
    public Task<IncidentAction> PullAsync(string id, string? value, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>pg_stat_activity now, the application's and everybody else's, blockers first.</summary>
    public IReadOnlyList<ActivityRow> Activity => throw new NotSupportedException();

    /// <summary>Tables and indexes with what pg_stat_user_tables, pg_stat_user_indexes, pg_stats and pg_index say of them.</summary>
    public Task<WorldStatistics> StatisticsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The last lines of PostgreSQL's log and of the application's, newest last.</summary>
    public IReadOnlyList<LogLine> Log => throw new NotSupportedException();

    /// <summary>Enters a stage; its clock begins the first time.</summary>
    public void EnterStage(StageKind kind) => throw new NotSupportedException();

    /// <summary>Notes the guess (empty: skipped) and opens what the stage reveals.</summary>
    public void Guess(StageKind kind, string guess) => throw new NotSupportedException();

    /// <summary>Opens the stage's next hint and returns it; null when there is none left.</summary>
    public IncidentHint? OpenHint(StageKind kind) => throw new NotSupportedException();

    /// <summary>Judges the answers against what has been true in this lab, and keeps them. Several tries are allowed and counted.</summary>
    public Task<StageRecord> AnswerAsync(StageKind kind, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Keeps a moment to cite. For a statement its action's number; otherwise what is on the instruments now.</summary>
    public KeptEvidence Keep(EvidenceSort kind, string title, int? action = null) => throw new NotSupportedException();

    /// <summary>
    /// "It is over": watches up to half a minute until every class has been well for as long as the rule asks, asks the lasting checks and the
    /// checksums, and keeps what it saw. May be called again while the lab runs; the last one counts.
    /// </summary>
    public Task<HandIn> HandInAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The workload stops, the clock stands still; sessions and locks stay as they are.</summary>
    public Task PauseAsync() => throw new NotSupportedException();

    public Task ResumeAsync() => throw new NotSupportedException();

    /// <summary>The same world with the same seed from its beginning, baseline kept, incident at once. The record begins anew, its predecessor is returned.</summary>
    public Task<IncidentRecord> ResetAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Ends it for good; the record says why.</summary>
    public Task EndAsync(string why) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}

/// <summary><c>Busy</c>: Since when, in seconds of the lab's clock; null: idle. <c>InTransaction</c>: It has begun one and not ended it. <c>Failed</c>: The transaction has failed: only ROLLBACK is heard.</summary>
public sealed record ConsoleState(string Name, int Pid, double? Busy, bool InTransaction, bool Failed);

/// <summary><c>Value</c>: Pool size, on or off, the last message. <c>Usable</c>: False once it has been pulled for good, or where it is refused.</summary>
public sealed record LeverState(string Value, bool Usable, double? PulledAt);

/// <summary><c>Source</c>: postgres or app.</summary>
public sealed record LogLine(double At, string Source, string Level, string Text);

public sealed record WorldStatistics(IReadOnlyList<TableStatistics> Tables, IReadOnlyList<IndexStatistics> Indexes, IReadOnlyList<ColumnStatistics> Columns);

public sealed record TableStatistics(
    string Name, long Rows, long Bytes, long SequentialScans, long IndexScans, long ModifiedSinceAnalyze, DateTimeOffset? LastAnalyze, DateTimeOffset? LastAutoanalyze, string? Options);

public sealed record IndexStatistics(string Table, string Name, string Definition, long Bytes, long Scans, long RowsRead, bool Valid, bool Ready);

public sealed record ColumnStatistics(string Table, string Column, double NullShare, double Distinct, string? MostCommon);
