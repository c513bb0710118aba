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
    private readonly IJail _jail;
    private readonly TimingLane _timing;
    private readonly SandboxOptions _options;
    private readonly ILogger<ClusterPool> _logger;
    private readonly Lazy<PostgresInstallation> _installation;
    private readonly ClusterShelves _shelves;
    private readonly BuildLane _builds;
    private readonly SemaphoreSlim _oneStart = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly Lock _preparing = new();
    private bool _prepared;
    private int _disposed;

    public ClusterPool(IJail jail, TimingLane timing, SandboxOptions options, TimeProvider time, ILogger<ClusterPool> logger)
    {
        (_jail, _timing, _options, _logger) = (jail, timing, options, logger);
        _stopping = _stop.Token;
        _shelves = new(EditionsAsync, time);
        _builds = new(timing);
        // What an operator puts right is found the next time: no failure is kept.
        _installation = new(() => PostgresInstallation.Find(options.PostgresHome), LazyThreadSafetyMode.PublicationOnly);
        try
        {
            Prepare();
        }
        catch (InfrastructureException error)
        {
            Log.NotPrepared(logger, error); // the health page says it too, and whoever needs a cluster hears it
        }
    }

    public PostgresInstallation Installation => _installation.Value;

    /// <summary>Directory of those in use.</summary>
    public string Clusters => ClusterPlace.Choose(_options);

    public bool IsReady(Exercise exercise) => _shelves.IsReady(exercise);

    /// <summary>What waits for an attempt, by exercise.</summary>
    public IReadOnlyList<Health.ShelfFigures> Shelves() => _shelves.Figures();

    /// <summary>What is measured side by side needs the same data: <paramref name="beside"/> asks for the edition that this one has.</summary>
    public async Task<Cluster> RentAsync(Exercise exercise, CancellationToken cancellationToken, Cluster? beside = null)
    {
        using var step = Steps.Begin("rent cluster");
        var shelf = _shelves.Of(exercise);
        var ready = await TakeAsync(shelf, beside?.Template);
        if (beside is null)
            shelf.Taken = ready?.Template;
        Need(shelf, BuildNeed.Graded);
        var cluster = ready ?? await StartAsync(shelf, beside?.Template, cancellationToken);
        cluster.BeginUse(isOurs: beside is not null);
        if (beside is not null)
            return cluster;
        (await shelf.Editions.Value.WaitAsync(cancellationToken)).Used(cluster.Template);
        return cluster;
    }

    /// <summary>One that lives: a server may end while it waits, for want of memory or by somebody's kill.</summary>
    private async Task<Cluster?> TakeAsync(ClusterShelf shelf, ClusterTemplate? wanted)
    {
        while (_shelves.Take(shelf, wanted) is { } ready)
        {
            if (!ready.HasExited)
                return ready;
            await ready.DisposeAsync();
        }
        return null;
    }

    /// <summary>
    /// Called when a grading is over: the shelf is filled, and other hidden data is made ready where it is due, beside nobody's timing. Nobody has to
    /// wait for it, and it logs its own failure: whoever needs a cluster meets it again and hears it.
    /// </summary>
    public Task RestockAsync(Exercise exercise)
    {
        var shelf = _shelves.Of(exercise);
        _ = Refill(shelf);
        return shelf.Renew(() => RenewAsync(shelf), _stopping);
    }

    private async Task RenewAsync(ClusterShelf shelf)
    {
        try
        {
            var editions = await shelf.Editions.Value.WaitAsync(_stopping);
            if (editions.WantsAnother)
                await editions.RenewAsync(_stopping);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // closing down
        }
        catch (InfrastructureException error)
        {
            Log.RenewalFailed(_logger, shelf.Exercise.Slug, error);
        }
    }

    /// <summary>Returns when its data is built. Nothing is kept running for it, and whoever waits for something goes before.</summary>
    public Task BuildAsync(Exercise exercise, CancellationToken cancellationToken) => _shelves.Of(exercise).Editions.Value.WaitAsync(cancellationToken);

    /// <summary>Returns when one is ready.</summary>
    public async Task WarmAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        var shelf = _shelves.Of(exercise);
        Need(shelf, BuildNeed.Opened);
        await shelf.Editions.Value.WaitAsync(cancellationToken);
        await Refill(shelf).WaitAsync(cancellationToken);
    }

    /// <summary>What the data tab shows; builds the template when there is none yet.</summary>
    public async Task<IReadOnlyList<TableFigures>> TablesAsync(Exercise exercise, CancellationToken cancellationToken) =>
        (await _shelves.Of(exercise).Editions.Value.WaitAsync(cancellationToken)).Tables;

    /// <summary>What supervisors that are gone have left goes, and the directories are there. Once; until it has worked, everybody who needs them tries.</summary>
    private void Prepare()
    {
        lock (_preparing)
        {
            if (_prepared)
                return;
            try
            {
                Supervisor.SweepAll(_options, _logger);
                ClusterPlace.Make(_options);
                _prepared = true;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new InfrastructureException($"{_options.WorkDirectory} cannot be used: {error.Message} Let this account write there, or {ClusterPlace.InsteadOfWork}.", error);
            }
        }
    }

    private async Task<Editions> EditionsAsync(Exercise exercise)
    {
        Prepare();
        var editions = new Editions(new TemplateBuilder(Installation, _options, _builds), exercise, _options);
        try
        {
            await editions.LoadAsync(_stopping);
            return editions;
        }
        finally
        {
            _builds.IsMet(ClusterShelves.Key(exercise));
        }
    }

    private void Need(ClusterShelf shelf, BuildNeed need)
    {
        if (!IsLoaded())
            _builds.Need(ClusterShelves.Key(shelf.Exercise), need);
        if (IsLoaded())
            _builds.IsMet(ClusterShelves.Key(shelf.Exercise)); // it was, meanwhile

        bool IsLoaded() => shelf.Editions is { IsValueCreated: true, Value.IsCompleted: true };
    }

    private Task Refill(ClusterShelf shelf) => shelf.Refill(() => RefillAsync(shelf), _stopping);

    private async Task RefillAsync(ClusterShelf shelf)
    {
        try
        {
            while (!_stopping.IsCancellationRequested && _shelves.Count(shelf) < _options.ReadyClusters)
            {
                await _oneStart.WaitAsync(_stopping);
                try
                {
                    await _timing.WhenFreeAsync(_stopping);
                    var cluster = await StartAsync(shelf, _shelves.Partner(shelf), _stopping);
                    if (!_shelves.TryPut(shelf, cluster))
                    {
                        await cluster.DisposeAsync();
                        return;
                    }
                }
                finally
                {
                    _oneStart.Release();
                }
                if (_shelves.TakeBeyond(_options.MostReadyClusters) is { } oldest)
                    await oldest.DisposeAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // closing down
        }
        catch (InfrastructureException error)
        {
            Log.RefillFailed(_logger, shelf.Exercise.Slug, error);
            throw;
        }
    }

    private async Task<Cluster> StartAsync(ClusterShelf shelf, ClusterTemplate? wanted, CancellationToken cancellationToken)
    {
        var template = wanted ?? (await shelf.Editions.Value.WaitAsync(cancellationToken)).Next();
        if (Path.GetDirectoryName(template.Directory) is { } root && Directory.Exists(root))
            TemplateFolders.Used(root);
        Prepare();
        ClusterPlace.Make(_options); // another process of ours that closed may have taken it away with the last cluster
        var cluster = await Cluster.StartAsync(_jail, template, Path.Combine(Clusters, Guid.NewGuid().ToString("N")[..12]), cancellationToken);
        if (PipeCapacity.WasRefused())
            Log.PipeStaysNarrow(_logger);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stop.CancelAsync();
        List<Task> leaving = [];
        foreach (var shelf in _shelves.All)
        {
            await shelf.Refilling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it has logged its failure
            await shelf.Renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it ends by itself and logs its failure
            while (_shelves.Take(shelf, null) is { } cluster)
                leaving.Add(cluster.DisposeAsync().AsTask());
        }
        try
        {
            await Task.WhenAll(leaving);
        }
        finally
        {
            _stop.Dispose();
            _oneStart.Dispose();
            await Supervisor.RemoveEmptyAsync(Clusters);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The kernel gives this account's pipes no more room (fs.pipe-user-pages-soft): lines of a server's log can be torn, and a run of many users at once can come to a record that is not whole")]
        public static partial void PipeStaysNarrow(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be graded until this is put right")]
        public static partial void NotPrepared(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "No cluster could be made ready for {Slug}")]
        public static partial void RefillFailed(ILogger logger, string slug, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "No other edition of the hidden data could be made for {Slug}; the ones at hand go on serving")]
        public static partial void RenewalFailed(ILogger logger, string slug, Exception error);
    }
}
