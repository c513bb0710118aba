using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents.Console;
using Learning.Sandbox.Incidents.Instruments;
using Learning.Sandbox.Incidents.Load;
using Learning.Sandbox.Incidents.Story;
using Learning.Sandbox.Incidents.World;
using Learning.Sandbox.Jails;
using Npgsql;

namespace Learning.Sandbox.Incidents;

/// <summary>What a lab is made with.</summary>
internal sealed record LabSetup(IJail Jail, PostgresInstallation Installation, WorldTemplate Template, string Directory, int DiskMb, Incident Incident, Drawn Drawn, Func<bool> Disturbed);

/// <summary>One run of a world, from its copy to its end: the server, the load, the instruments, the events and the console. A reset makes another.</summary>
internal sealed class LabRun : IAsyncDisposable
{
    private const int FewestCalm = 15;
    private readonly LabSetup _setup;
    private readonly double _baselineEnd;
    private readonly List<double>[] _healthyTimes;
    /// <summary>Those of seconds that were the lab's own.</summary>
    private readonly List<double>[] _calmTimes;
    private bool _full;
    private int _disposed;

    private LabRun(LabSetup setup, WorldServer server, LabClock clock, RecordKeeper keeper, IReadOnlyDictionary<string, double>? baseline)
    {
        (_setup, Server, Clock, Keeper) = (setup, server, clock, keeper);
        var plan = setup.Incident.Workload;
        _baselineEnd = plan.WarmUpSeconds + (baseline is null ? plan.BaselineSeconds : 0);
        _healthyTimes = [.. plan.Classes.Select(_ => new List<double>())];
        _calmTimes = [.. plan.Classes.Select(_ => new List<double>())];
        Workload = new(plan, setup.Drawn, clock, stop => server.OpenAsync(plan.Role, plan.Role, stop));
        Consoles = new(server.ConsoleAsync);
        Sampler = new(setup.Incident, setup.Drawn, server, Workload, clock, keeper, () => Consoles.Pids, setup.Disturbed) { Second = EverySecond };
        Events = new(setup.Incident, setup.Drawn, server, Workload, clock, action => keeper.Add(action));
        if (baseline is null)
            Workload.Measured = NoteHealthy;
        else
            BaselineKnown(baseline, _baselineEnd);
    }

    public WorldServer Server { get; }
    public LabClock Clock { get; }
    public RecordKeeper Keeper { get; }
    public Workload Workload { get; }
    public Sampler Sampler { get; }
    public EventRunner Events { get; }
    public Consoles Consoles { get; }
    /// <summary>What the checksums said at the start.</summary>
    private IReadOnlyList<string> Checked { get; init; } = [];
    public bool IsFull => _full && Workload.Pool.IsFull;

    /// <summary>With a baseline of an earlier run of the same lab none is measured, and what goes wrong begins at once.</summary>
    public static async Task<LabRun> StartAsync(LabSetup setup, RecordKeeper keeper, IReadOnlyDictionary<string, double>? baseline, IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        var clock = new LabClock();
        progress.Report(new("Copying the database", 0.1));
        var server = await WorldServer.StartAsync(setup.Jail, setup.Installation, setup.Template, setup.Directory, setup.DiskMb, () => clock.Now, cancellationToken);
        LabRun? run = null;
        IReadOnlyList<string> checksums;
        try
        {
            progress.Report(new("Naming what is in it", 0.5));
            await server.PersonaliseAsync(setup.Incident, setup.Drawn, cancellationToken);
            await using (var supervisor = await server.SuperviseAsync(cancellationToken))
                checksums = await Checksums.OfAsync(supervisor, setup, cancellationToken);
            keeper.Head(head => head with { Storage = server.Direct ? "direct reads from disk" : "reads from the OS cache" });
            run = new(setup, server, clock, keeper, baseline) { Checked = checksums };
            await run.Consoles.OpenAsync(cancellationToken);
            progress.Report(new("Starting the application", 0.7));
            clock.Run();
            run.Workload.Start(keeper.Record.Seed);
            run.Sampler.Start();
            progress.Report(new("Measuring the first second", 0.9));
            await run.Sampler.First.WaitAsync(cancellationToken);
            run.Events.Start(run._baselineEnd);
            keeper.Head(head => head with { Phase = head.BaselineEnd is null ? LabPhase.Baseline : LabPhase.Running }); // it may be over already
            return run;
        }
        catch
        {
            if (run is not null)
                await run.DisposeAsync();
            else
                await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is different from the start, in a sentence; null: nobody's data was touched.</summary>
    public async Task<string?> ChecksumsAsync(NpgsqlConnection supervisor, CancellationToken cancellationToken) =>
        Checksums.Difference(Checked, await Checksums.OfAsync(supervisor, _setup, cancellationToken));

    /// <summary>Which of these classes are answered something else than what is there.</summary>
    public async Task<IReadOnlySet<string>> WronglyAnsweredAsync(NpgsqlConnection supervisor, IReadOnlyList<string> classes, CancellationToken cancellationToken)
    {
        var plan = _setup.Incident.Workload;
        await using var application = await Server.OpenAsync(plan.Role, plan.Role, cancellationToken);
        return await new AnswerProbes(supervisor, application).WrongAsync(plan.Classes.Where(kind => classes.Contains(kind.Name, StringComparer.Ordinal)), _setup.Drawn, Keeper.Record.Seed, cancellationToken);
    }

    private void NoteHealthy(int kind, double milliseconds)
    {
        if (Clock.Now < _setup.Incident.Workload.WarmUpSeconds || Clock.Now >= _baselineEnd)
            return;
        lock (_healthyTimes)
        {
            _healthyTimes[kind].Add(milliseconds);
            if (!Sampler.Disturbed)
                _calmTimes[kind].Add(milliseconds);
        }
    }

    private void EverySecond(IncidentSample sample)
    {
        if (Workload.Measured is not null && sample.At >= _baselineEnd)
        {
            Workload.Measured = null;
            BaselineKnown(Percentiles(), _baselineEnd);
            Keeper.Head(head => head with { Phase = head.Phase == LabPhase.Baseline ? LabPhase.Running : head.Phase });
        }
        if (!_full && sample.Pool.InUse >= sample.Pool.Size && sample.Pool.Queue > 0 && sample.At >= _baselineEnd)
        {
            _full = true;
            Keeper.Head(head => head with { FullAt = sample.At });
            Keeper.Add(new IncidentAction { Number = 0, At = sample.At, Kind = ActionKind.Event, ByLearner = false, Text = $"The pool is full: {sample.Pool.InUse} of {sample.Pool.Size}, and a queue begins", Marked = true });
            Events.Full(sample.At);
        }
    }

    private Dictionary<string, double> Percentiles()
    {
        lock (_healthyTimes)
        {
            return _setup.Incident.Workload.Classes.Index().ToDictionary(indexed => indexed.Item.Name,
                indexed => Latencies.Percentile([.. Times(indexed.Index).Order()], 0.95) ?? 0, StringComparer.Ordinal);
        }
    }

    /// <summary>On a machine that was never calm, what there is.</summary>
    private List<double> Times(int kind) => _calmTimes[kind].Count >= FewestCalm ? _calmTimes[kind] : _healthyTimes[kind];

    private void BaselineKnown(IReadOnlyDictionary<string, double> baseline, double at)
    {
        var rules = _setup.Incident.Fix;
        Keeper.Head(head => head with
        {
            BaselineEnd = at,
            Baseline = baseline,
            Healthy = baseline.ToDictionary(each => each.Key, each => Math.Max(rules.Factor * each.Value, rules.FloorMs), StringComparer.Ordinal),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return; // it ended, and is now begun anew or put away
        Clock.Stop();
        try
        {
            // One after the other, and each whatever became of the one before it.
            foreach (IAsyncDisposable part in (IAsyncDisposable[])[Events, Workload, Consoles, Sampler])
            {
                try
                {
                    await part.DisposeAsync();
                }
                catch (Exception error) when (error is NpgsqlException or InvalidOperationException or OperationCanceledException)
                {
                    // A connection that somebody still read: it ends with its server.
                }
            }
        }
        finally
        {
            await Server.DisposeAsync();
        }
    }
}
