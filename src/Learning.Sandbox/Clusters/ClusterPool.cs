using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox.Jails;
using Microsoft.Extensions.Logging;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Ready clusters per exercise, each for one attempt. Opening an exercise warms its shelf, and whoever has rented restocks it when done: a start
/// beside a run would stand in what the run measures. One start at a time; the shelf that was not used longest gives way when there are too many.
/// </summary>
internal sealed partial class ClusterPool : IAsyncDisposable
{
    /// <summary>Shelves are small; what is on them is limited by the options.</summary>
    private const int MostShelves = 100;

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
    private int _disposed;

    public ClusterPool(IJail jail, TimingLane timing, SandboxOptions options, TimeProvider time, ILogger<ClusterPool> logger)
    {
        (_jail, _timing, _options, _time, _logger) = (jail, timing, options, time, logger);
        _installation = new(() => PostgresInstallation.Find(options.PostgresHome));
        Clusters = ClusterPlace.Choose(options);
        Directory.CreateDirectory(Clusters);
        Supervisor.SweepAll(options);
    }

    public PostgresInstallation Installation => _installation.Value;

    /// <summary>Directory of those in use.</summary>
    public string Clusters { get; }

    public bool IsReady(Exercise exercise)
    {
        lock (_gate)
            return _shelves.TryGetValue(Key(exercise), out var shelf) && shelf.Ready.Count > 0;
    }

    /// <summary>What waits for an attempt, by exercise.</summary>
    public IReadOnlyList<Health.ShelfFigures> Shelves()
    {
        lock (_gate)
            return [.. _shelves.Select(each => new Health.ShelfFigures(each.Key, each.Value.Ready.Count)).OrderBy(each => each.Exercise, StringComparer.Ordinal)];
    }

    /// <summary>What is measured side by side needs the same data: <paramref name="beside"/> asks for the edition that this one has.</summary>
    public async Task<Cluster> RentAsync(Exercise exercise, CancellationToken cancellationToken, Cluster? beside = null)
    {
        using var step = Steps.Begin("rent cluster");
        var shelf = ShelfOf(exercise);
        var ready = Take(shelf, beside?.Template);
        if (beside is null)
            shelf.Taken = ready?.Template;
        var cluster = ready ?? await StartAsync(shelf, beside?.Template, cancellationToken);
        cluster.BeginUse();
        if (beside is null)
            (await shelf.Editions.Value.WaitAsync(cancellationToken)).Used(cluster.Template);
        return cluster;
    }

    private Cluster? Take(Shelf shelf, ClusterTemplate? wanted)
    {
        lock (_gate)
        {
            var at = wanted is null ? 0 : shelf.Ready.FindIndex(cluster => cluster.Template == wanted);
            if (at < 0 || at >= shelf.Ready.Count)
                return null;
            var ready = shelf.Ready[at];
            shelf.Ready.RemoveAt(at);
            return ready;
        }
    }

    /// <summary>
    /// Called when a grading is over: the shelf is filled, and other hidden data is made ready where it is due, beside nobody's timing. Nobody has to
    /// wait for it, and it logs its own failure: whoever needs a cluster meets it again and hears it.
    /// </summary>
    public Task RestockAsync(Exercise exercise)
    {
        var shelf = ShelfOf(exercise);
        _ = Refill(shelf);
        lock (_gate)
        {
            if (shelf.Renewing.IsCompleted && !_stop.IsCancellationRequested)
                shelf.Renewing = Task.Run(() => RenewAsync(shelf));
            return shelf.Renewing;
        }
    }

    private async Task RenewAsync(Shelf shelf)
    {
        try
        {
            var editions = await shelf.Editions.Value.WaitAsync(_stop.Token);
            if (!editions.WantsAnother)
                return;
            await _oneStart.WaitAsync(_stop.Token);
            try
            {
                await _timing.WhenFreeAsync(_stop.Token);
                await editions.RenewAsync(_stop.Token);
            }
            finally
            {
                _oneStart.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // closing down
        }
        catch (InfrastructureException error)
        {
            Log.RenewalFailed(_logger, shelf.Exercise.Slug, error);
        }
    }

    /// <summary>Returns when one is ready.</summary>
    public async Task WarmAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(exercise);
        await shelf.Editions.Value.WaitAsync(cancellationToken);
        await Refill(shelf).WaitAsync(cancellationToken);
    }

    /// <summary>What the data tab shows; builds the template when there is none yet.</summary>
    public async Task<IReadOnlyList<TableFigures>> TablesAsync(Exercise exercise, CancellationToken cancellationToken) =>
        (await ShelfOf(exercise).Editions.Value.WaitAsync(cancellationToken)).Tables;

    private Shelf ShelfOf(Exercise exercise)
    {
        List<Cluster> orphans = [];
        try
        {
            lock (_gate)
            {
                // Variants are answered side by side, so each has a shelf of its own.
                if (!_shelves.TryGetValue(Key(exercise), out var shelf) || shelf.Editions is { IsValueCreated: true, Value: { IsFaulted: true } or { IsCompletedSuccessfully: true, Result.AreThere: false } })
                {
                    orphans = shelf?.Ready ?? [];
                    shelf = new(exercise, new(() => Task.Run(() => EditionsAsync(exercise))));
                    _shelves[Key(exercise)] = shelf;
                    Forget();
                }
                shelf.LastUsed = _time.GetTimestamp();
                return shelf;
            }
        }
        finally
        {
            foreach (var orphan in orphans)
                _ = orphan.DisposeAsync().AsTask();
        }
    }

    private static string Key(Exercise exercise) => $"{exercise.Slug} {exercise.Revision}";

    /// <summary>Empty shelves of exercises that nobody has opened for long.</summary>
    private void Forget()
    {
        foreach (var (key, _) in _shelves.Where(each => each.Value is { Ready.Count: 0, LastUsed: > 0, Refilling.IsCompleted: true, Renewing.IsCompleted: true })
            .OrderBy(each => each.Value.LastUsed).Take(_shelves.Count - MostShelves).ToList())
            _shelves.Remove(key);
    }

    private async Task<Editions> EditionsAsync(Exercise exercise)
    {
        var editions = new Editions(new TemplateBuilder(Installation, _options), exercise, _options);
        await editions.LoadAsync(_stop.Token);
        return editions;
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
                    var cluster = await StartAsync(shelf, Partner(shelf), _stop.Token);
                    await WarmAsync(cluster, shelf.Exercise);
                    lock (_gate)
                        shelf.Ready.Add(cluster);
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

    /// <summary>A data set that is copied for each run may have no visitors.</summary>
    private async Task WarmAsync(Cluster cluster, Exercise exercise)
    {
        if (exercise.Data.Changes is not null)
            return;
        try
        {
            await cluster.WarmAsync(_stop.Token);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Where answers change data an attempt takes two of one edition, so a single one gets its partner, unless it is itself the partner of what an
    /// attempt has just taken; null is the next edition's turn. Elsewhere references are kept, and an attempt takes one.
    /// </summary>
    private ClusterTemplate? Partner(Shelf shelf)
    {
        lock (_gate)
            return shelf.Exercise.Data.Changes is null ? null : shelf.Ready.GroupBy(cluster => cluster.Template).FirstOrDefault(alike => alike.Count() % 2 == 1 && alike.Key != shelf.Taken)?.Key;
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
            {
                var least = _shelves.Values.Where(shelf => shelf.Ready.Count > 0).MinBy(shelf => shelf.LastUsed);
                oldest = least?.Ready[0];
                least?.Ready.RemoveAt(0);
            }
        }
        if (oldest is not null)
            await oldest.DisposeAsync();
    }

    private async Task<Cluster> StartAsync(Shelf shelf, ClusterTemplate? wanted, CancellationToken cancellationToken)
    {
        var template = wanted ?? (await shelf.Editions.Value.WaitAsync(cancellationToken)).Next();
        if (shelf.Exercise.Variant is not null)
            VariantTemplates.Used(template);
        return await Cluster.StartAsync(_jail, template, Path.Combine(Clusters, Guid.NewGuid().ToString("N")[..12]), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stop.CancelAsync();
        List<Shelf> shelves;
        lock (_gate)
            shelves = [.. _shelves.Values];
        foreach (var shelf in shelves)
        {
            await shelf.Refilling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it has logged its failure
            await shelf.Renewing; // it ends by itself and logs its failure
            while (Take(shelf, null) is { } cluster)
                await cluster.DisposeAsync();
        }
        _stop.Dispose();
        _oneStart.Dispose();
        await Supervisor.RemoveEmptyAsync(Clusters);
    }

    private sealed class Shelf(Exercise exercise, Lazy<Task<Editions>> editions)
    {
        public Exercise Exercise { get; } = exercise;
        public Lazy<Task<Editions>> Editions { get; } = editions;
        public List<Cluster> Ready { get; } = [];
        /// <summary>Edition of the attempt that rented last.</summary>
        public ClusterTemplate? Taken { get; set; }
        public Task Refilling { get; set; } = Task.CompletedTask;
        public Task Renewing { get; set; } = Task.CompletedTask;
        public long LastUsed { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "No cluster could be made ready for {Slug}")]
        public static partial void RefillFailed(ILogger logger, string slug, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "No other edition of the hidden data could be made for {Slug}; the ones at hand go on serving")]
        public static partial void RenewalFailed(ILogger logger, string slug, Exception error);
    }
}
