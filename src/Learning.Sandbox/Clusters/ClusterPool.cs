using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox.Jails;
using Microsoft.Extensions.Logging;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Ready clusters per exercise, each for one attempt. Opening an exercise warms its shelf; renting refills it in the background, one
/// start at a time; the shelf that was not used longest gives way when there are too many.
/// </summary>
internal sealed partial class ClusterPool : IAsyncDisposable
{
    private readonly IJail _jail;
    private readonly TimingLane _timing;
    private readonly SandboxOptions _options;
    private readonly ILogger<ClusterPool> _logger;
    private readonly TimeProvider _time;
    private readonly Lazy<PostgresInstallation> _installation;
    private readonly Dictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneStart = new(1);
    private readonly CancellationTokenSource _stop = new();

    public ClusterPool(IJail jail, TimingLane timing, SandboxOptions options, TimeProvider time, ILogger<ClusterPool> logger)
    {
        (_jail, _timing, _options, _time, _logger) = (jail, timing, options, time, logger);
        _installation = new(() => PostgresInstallation.Find(options.PostgresHome));
        Directory.CreateDirectory(Clusters);
        Supervisor.Sweep(Clusters);
        Supervisor.Sweep(Path.Combine(options.WorkDirectory, "b"));
    }

    public PostgresInstallation Installation => _installation.Value;

    private string Clusters => Path.Combine(_options.WorkDirectory, "c");

    public bool IsReady(Exercise exercise)
    {
        lock (_gate)
            return _shelves.TryGetValue(exercise.Slug, out var shelf) && shelf.Ready.Count > 0;
    }

    public async Task<Cluster> RentAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(exercise);
        Cluster? ready;
        lock (_gate)
            shelf.Ready.TryDequeue(out ready);
        _ = Refill(shelf); // logs its own failure; whoever needs a cluster meets it again and hears it
        return ready ?? await StartAsync(shelf, cancellationToken);
    }

    /// <summary>Returns when one is ready.</summary>
    public async Task WarmAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(exercise);
        await shelf.Template.Value.WaitAsync(cancellationToken);
        await Refill(shelf).WaitAsync(cancellationToken);
    }

    /// <summary>What the data tab shows; builds the template when there is none yet.</summary>
    public async Task<IReadOnlyList<TableFigures>> TablesAsync(Exercise exercise, CancellationToken cancellationToken) =>
        (await ShelfOf(exercise).Template.Value.WaitAsync(cancellationToken)).Tables;

    private Shelf ShelfOf(Exercise exercise)
    {
        lock (_gate)
        {
            if (!_shelves.TryGetValue(exercise.Slug, out var shelf) || shelf.Exercise.Revision != exercise.Revision || shelf.Template is { IsValueCreated: true, Value.IsFaulted: true })
            {
                shelf = new(exercise, new(() => Task.Run(() => new TemplateBuilder(Installation, _options).GetAsync(exercise, _stop.Token))));
                _shelves[exercise.Slug] = shelf;
            }
            shelf.LastUsed = _time.GetTimestamp();
            return shelf;
        }
    }

    private Task Refill(Shelf shelf)
    {
        lock (_gate)
        {
            if (shelf.Refilling.IsCompleted && !_stop.IsCancellationRequested)
                shelf.Refilling = Task.Run(() => RefillAsync(shelf));
            return shelf.Refilling;
        }
    }

    private async Task RefillAsync(Shelf shelf)
    {
        try
        {
            while (Wanted(shelf))
            {
                await _oneStart.WaitAsync(_stop.Token);
                try
                {
                    await _timing.WhenFreeAsync(_stop.Token);
                    var cluster = await StartAsync(shelf, _stop.Token);
                    lock (_gate)
                        shelf.Ready.Enqueue(cluster);
                }
                finally
                {
                    _oneStart.Release();
                }
                await EvictAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // closing down
        }
        catch (InfrastructureException error)
        {
            Log.RefillFailed(_logger, shelf.Exercise.Slug, error);
            throw;
        }
    }

    private bool Wanted(Shelf shelf)
    {
        lock (_gate)
            return shelf.Ready.Count < _options.ReadyClusters && !_stop.IsCancellationRequested;
    }

    private async Task EvictAsync()
    {
        Cluster? oldest = null;
        lock (_gate)
        {
            if (_shelves.Values.Sum(shelf => shelf.Ready.Count) > _options.MostReadyClusters)
                oldest = _shelves.Values.Where(shelf => shelf.Ready.Count > 0).MinBy(shelf => shelf.LastUsed)?.Ready.Dequeue();
        }
        if (oldest is not null)
            await oldest.DisposeAsync();
    }

    private async Task<Cluster> StartAsync(Shelf shelf, CancellationToken cancellationToken)
    {
        var template = await shelf.Template.Value.WaitAsync(cancellationToken);
        return await Cluster.StartAsync(_jail, template, Path.Combine(Clusters, Guid.NewGuid().ToString("N")[..12]), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        List<Shelf> shelves;
        lock (_gate)
            shelves = [.. _shelves.Values];
        foreach (var shelf in shelves)
        {
            await shelf.Refilling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it has logged its failure
            while (shelf.Ready.TryDequeue(out var cluster))
                await cluster.DisposeAsync();
        }
        _stop.Dispose();
        _oneStart.Dispose();
    }

    private sealed class Shelf(Exercise exercise, Lazy<Task<ClusterTemplate>> template)
    {
        public Exercise Exercise { get; } = exercise;
        public Lazy<Task<ClusterTemplate>> Template { get; } = template;
        public Queue<Cluster> Ready { get; } = new();
        public Task Refilling { get; set; } = Task.CompletedTask;
        public long LastUsed { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "No cluster could be made ready for {Slug}")]
        public static partial void RefillFailed(ILogger logger, string slug, Exception error);
    }
}
