using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents.World;
using Learning.Sandbox.Jails;
using Npgsql;

namespace Learning.Sandbox.Incidents;

/// <summary>All labs of this process: so many at a time, the others wait in line.</summary>
public sealed class IncidentLabs : IAsyncDisposable
{
    /// <summary>How often who waits is told how far the line is.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private readonly IJail _jail;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<PostgresInstallation> _installation;
    private readonly ConcurrentDictionary<Guid, (IncidentLab Lab, DateTimeOffset Since)> _labs = new();
    private readonly SemaphoreSlim _places;
    /// <summary>Who waits for a place, in the order in which they get one.</summary>
    private readonly List<object> _line = [];
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    internal IncidentLabs(IJail jail, SandboxOptions options, TimeProvider time)
    {
        (_jail, _options, _time) = (jail, options, time);
        _installation = new(() => PostgresInstallation.Find(options.PostgresHome), LazyThreadSafetyMode.PublicationOnly);
        _places = new(Most);
        Supervisor.Sweep(options.LabDirectory);
    }

    private int Most => _options.Labs > 0 ? _options.Labs : Environment.ProcessorCount;

    public LabPlaces Places
    {
        get
        {
            // A lab that is still starting has a place too, and all of its time before it.
            var taken = Most - _places.CurrentCount;
            var free = _labs.Values.Select(each => (each.Since.AddMinutes(_options.LabMinutes) - _time.GetUtcNow()).TotalMinutes).Append(_options.LabMinutes).Min();
            lock (_line)
                return new(taken, Most, _line.Count, taken < Most ? null : Math.Max(0, free));
        }
    }

    /// <summary>Builds the incident's templates where they are not there yet, one edition after the other; each takes half a minute then.</summary>
    public async Task WarmAsync(Incident incident, IProgress<LabProgress>? progress, CancellationToken cancellationToken)
    {
        for (var edition = 0; edition < incident.World.Editions.Count; edition++)
            await new WorldBuilder(_installation.Value, _options).GetAsync(incident, edition, progress, cancellationToken);
    }

    /// <summary>
    /// Waits for a place, copies the world, starts it and its load. Returns when the first second has been measured. Throws
    /// <see cref="InfrastructureException"/> when this machine cannot.
    /// </summary>
    public async Task<IncidentLab> StartAsync(Guid id, Incident incident, long seed, IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await PlaceAsync(progress, either.Token);
        try
        {
            OwnFolder.Make(_options.WorkDirectory, ClusterPlace.InsteadOfWork); // labs are below it
            Directory.CreateDirectory(_options.LabDirectory);
            var drawn = Drawn.Of(incident, seed);
            var template = await new WorldBuilder(_installation.Value, _options).GetAsync(incident, drawn.Edition, progress, either.Token);
            var directory = Path.Combine(_options.LabDirectory, id.ToString("N")[..12]);
            var setup = new LabSetup(_jail, _installation.Value, template, directory, _options.LabDiskMb, incident, drawn, () => Disturbed(id));
            var lab = await IncidentLab.StartAsync(setup, id, seed, progress, Gone, either.Token);
            _labs[id] = (lab, _time.GetUtcNow());
            return lab;
        }
        catch (Exception error)
        {
            _places.Release();
            if (error is NpgsqlException or IOException or UnauthorizedAccessException)
                throw new InfrastructureException($"The incident could not be started: {error.Message}", error);
            throw;
        }
    }

    /// <summary>A lab of this process that has not been disposed of.</summary>
    public IncidentLab? Find(Guid id) => _labs.TryGetValue(id, out var found) ? found.Lab : null;

    private async Task PlaceAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        if (await _places.WaitAsync(0, cancellationToken))
            return;
        var me = new object();
        Task turn;
        lock (_line)
        {
            _line.Add(me);
            turn = _places.WaitAsync(cancellationToken);
        }
        try
        {
            while (!turn.IsCompleted)
            {
                progress.Report(new(Waiting(me), 0));
                await Task.WhenAny(turn, Task.Delay(Look, _time, CancellationToken.None));
            }
            await turn;
        }
        finally
        {
            lock (_line)
                _line.Remove(me);
        }
    }

    private string Waiting(object me)
    {
        int before;
        lock (_line)
            before = _line.IndexOf(me);
        var places = Places;
        return $"Waiting for a place: {Say.Of(places.Most, "lab runs", "labs run")} on this machine, {(before == 0 ? "you are next" : $"{Say.Count(before)} before you")}. "
            + (places.FreeInMinutes is { } free && free >= 1 ? $"The next place is free in {Say.Count(Math.Ceiling(free))} min at the latest." : "The next place is free within a minute.");
    }

    /// <summary>Another lab on this machine is at its worst: this one's seconds may be slow for no reason of its own.</summary>
    private bool Disturbed(Guid id) => _labs.Any(each => each.Key != id && each.Value.Lab.IsFull);

    private void Gone(IncidentLab lab)
    {
        if (_labs.TryRemove(lab.Id, out _))
            _places.Release();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stop.CancelAsync();
        foreach (var (lab, _) in _labs.Values)
            await lab.DisposeAsync();
        _stop.Dispose();
        await Supervisor.RemoveEmptyAsync(_options.LabDirectory);
    }
}
