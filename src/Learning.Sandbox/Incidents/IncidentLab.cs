using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Jails;
using Npgsql;

namespace Learning.Sandbox.Incidents;

/// <summary>
/// A running incident: its own PostgreSQL in a jail, the application's load on it, what goes wrong, the instruments, and the learner's console.
/// Safe to call from many circuits at once. Everything that is done is in <see cref="Record"/>. What needs a running lab throws
/// <see cref="InvalidOperationException"/> once it has ended.
/// </summary>
public sealed partial class IncidentLab : IAsyncDisposable
{
    private static readonly TimeSpan LongestLastLook = TimeSpan.FromSeconds(15);

    private readonly LabSetup _setup;
    private readonly Action<IncidentLab> _gone;
    private readonly SemaphoreSlim _changing = new(1);
    private LabRun _run;
    private volatile RecordKeeper _keeper;
    private WorldStatistics? _statistics;
    private int _disposed;

    private IncidentLab(LabSetup setup, Guid id, RecordKeeper keeper, LabRun run, Action<IncidentLab> gone)
    {
        (_setup, Id, _keeper, _run, _gone) = (setup, id, keeper, run, gone);
        Attend();
        EnterStage(StageKind.Situation);
    }

    public Guid Id { get; }
    public Incident Incident => _setup.Incident;
    public Drawn Drawn => _setup.Drawn;
    public LabPhase Phase => Record.Phase;
    /// <summary>Seconds of the lab's clock.</summary>
    public double Elapsed => _run.Clock.Now;
    /// <summary>Its pool is full: other labs on this machine may feel it.</summary>
    internal bool IsFull => _run.IsFull && Phase == LabPhase.Running;

    /// <summary>Raised at most a few times a second, on any thread: a second was measured, or something was done.</summary>
    public event EventHandler? Changed;

    /// <summary>All there is so far; immutable.</summary>
    public IncidentRecord Record => _keeper.Record;

    /// <summary>pg_stat_activity now, the application's and everybody else's.</summary>
    public IReadOnlyList<ActivityRow> Activity => _run.Sampler.Activity;

    /// <summary>The last lines of PostgreSQL's log and of the application's, newest last.</summary>
    public IReadOnlyList<LogLine> Log => _run.Server.Log.Lines;

    internal static async Task<IncidentLab> StartAsync(LabSetup setup, Guid id, long seed, IProgress<LabProgress> progress, Action<IncidentLab> gone, CancellationToken cancellationToken)
    {
        var keeper = new RecordKeeper(First(setup, id, seed));
        return new(setup, id, keeper, await LabRun.StartAsync(setup, keeper, null, progress, cancellationToken), gone);
    }

    private static IncidentRecord First(LabSetup setup, Guid id, long seed) => new()
    {
        Id = id,
        Slug = setup.Incident.Slug,
        Revision = setup.Incident.Revision,
        Seed = seed,
        Drawn = setup.Drawn.Values,
        StartedAt = DateTimeOffset.UtcNow,
        Storage = "",
        Phase = LabPhase.Starting,
        Elapsed = 0,
    };

    private void Attend()
    {
        _keeper.Changed += Tell;
        var run = _run;
        run.Sampler.Lost = () => _ = Task.Run(() => EndAsync(run.Server.Breach switch
        {
            JailBreach.Disk or JailBreach.Files => "The database filled its disk and was stopped. Reset the lab to begin again.",
            JailBreach.Memory => "The database used more memory than it has and was stopped. Reset the lab to begin again.",
            _ => "The database ended. Reset the lab to begin again; it costs nothing.",
        }));
    }

    private void Tell(object? sender, EventArgs arguments) => Changed?.Invoke(this, arguments);

    /// <summary>Tables and indexes with what pg_stat_user_tables, pg_stat_user_indexes, pg_stats and pg_index say of them.</summary>
    public async Task<WorldStatistics> StatisticsAsync(CancellationToken cancellationToken)
    {
        MustRun();
        await using var connection = await _run.Server.SuperviseAsync(cancellationToken);
        return _statistics = await Instruments.StatisticsLook.LookAsync(connection, cancellationToken);
    }

    /// <summary>The workload stops, the clock stands still; sessions and locks stay as they are.</summary>
    public async Task PauseAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (Phase is not (LabPhase.Running or LabPhase.Baseline))
                return;
            _run.Workload.Pause();
            _run.Clock.Stop();
            _keeper.Head(head => head with { Phase = LabPhase.Paused });
            Did(ActionKind.Lab, "Paused", byLearner: true);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task ResumeAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (Phase is not LabPhase.Paused)
                return;
            Did(ActionKind.Lab, "Resumed", byLearner: true);
            _keeper.Head(head => head with { Phase = head.BaselineEnd is null ? LabPhase.Baseline : LabPhase.Running });
            _run.Clock.Run();
            _run.Workload.Resume();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The same world with the same seed from its beginning, baseline kept, incident at once. The record begins anew, its predecessor is returned.</summary>
    public async Task<IncidentRecord> ResetAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed == 1, this);
            var before = Record;
            _statistics = null;
            var baseline = before.BaselineEnd is null ? null : before.Baseline;
            // Not ended: whoever looks after labs would put it away.
            _run.Clock.Stop();
            _keeper.Head(head => head with { Phase = LabPhase.Starting });
            await _run.DisposeAsync();
            _keeper.Changed -= Tell;
            var keeper = new RecordKeeper(First(_setup, Id, before.Seed));
            _run = await StartAgainAsync(_setup with { Directory = $"{_setup.Directory}-{Guid.NewGuid().ToString("N")[..4]}" }, keeper, baseline, progress, cancellationToken);
            _keeper = keeper;
            Attend();
            foreach (var stage in before.Stages)
                keeper.Stage(stage.Kind, 0, now => now with { Hints = stage.Hints, Guess = stage.Guess, RevealedAt = stage.RevealedAt is null ? null : 0 });
            Did(ActionKind.Lab, "The lab was reset", byLearner: true);
            return before;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<LabRun> StartAgainAsync(LabSetup setup, RecordKeeper keeper, IReadOnlyDictionary<string, double>? baseline, IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await LabRun.StartAsync(setup, keeper, baseline, progress, cancellationToken);
        }
        catch
        {
            _keeper.Head(head => head with { Phase = LabPhase.Ended, Ended = "It was reset, and could not be started again." });
            throw;
        }
    }

    /// <summary>Ends it for good; the record says why. A reset can still begin anew until it is disposed of.</summary>
    public async Task EndAsync(string why)
    {
        await _changing.WaitAsync();
        try
        {
            if (Phase is not LabPhase.Ended)
                await EndRunAsync(why);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task EndRunAsync(string why)
    {
        _run.Clock.Stop();
        _run.Workload.Pause();
        var change = await ChangeAsync();
        _keeper.Head(head => head with { Phase = LabPhase.Ended, Ended = head.Ended ?? why, DataChange = change });
        await _run.DisposeAsync();
    }

    /// <summary>What became of customers' data, in a sentence, also where nothing was handed in; null: nothing, or it cannot be asked any more.</summary>
    private async Task<string?> ChangeAsync()
    {
        if (_run.Server.HasExited || !Record.Actions.Any(action => action is { ByLearner: true, Statement.Does: StatementDoes.ChangeData or StatementDoes.ChangeTable or StatementDoes.DropTable or StatementDoes.Other }))
            return null;
        using var limit = new CancellationTokenSource(LongestLastLook);
        try
        {
            await _run.Consoles.DisposeAsync(); // their transactions and locks end with them
            await using var connection = await _run.Server.SuperviseAsync(limit.Token);
            return await _run.ChecksumsAsync(connection, limit.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException or InvalidOperationException or IOException)
        {
            return null; // it must end all the same
        }
    }

    private IncidentAction Did(ActionKind kind, string text, bool byLearner, bool marked = false, string? harmful = null) =>
        _keeper.Add(new IncidentAction { Number = 0, At = Elapsed, Kind = kind, ByLearner = byLearner, Text = text, Marked = marked, Unsafe = harmful });

    private void MustRun()
    {
        if (Phase is LabPhase.Ended)
            throw new InvalidOperationException($"This lab has ended. {Record.Ended}");
    }

    /// <summary>What changes something is for the time of the incident: in the healthy minute it would move its own limits, and in a pause there is nobody whom it could hurt.</summary>
    private void MustBeUnderLoad()
    {
        MustRun();
        if (Phase is LabPhase.Baseline)
            throw new InvalidOperationException("The healthy time is still being measured, and what counts as well later comes from it. Look around, and change nothing until the incident has begun.");
        if (Phase is LabPhase.Paused)
            throw new InvalidOperationException("The lab is paused: looking is possible meanwhile, changing is not. Resume it first.");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        try
        {
            await EndAsync("The lab was closed.");
        }
        finally
        {
            _gone(this);
        }
        _changing.Dispose();
    }
}
