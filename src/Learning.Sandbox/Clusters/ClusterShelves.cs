using Learning.Grading.Exercises;

namespace Learning.Sandbox.Clusters;

/// <summary>Which clusters wait for which exercise. Says what is there and what has to go; starting and stopping them is the pool's.</summary>
internal sealed class ClusterShelves(Func<Exercise, Task<Editions>> editions, TimeProvider time)
{
    /// <summary>Shelves are small; what is on them is limited by the pool.</summary>
    private const int Most = 100;

    private readonly Dictionary<string, ClusterShelf> _shelves = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public IReadOnlyList<ClusterShelf> All
    {
        get
        {
            lock (_gate)
                return [.. _shelves.Values];
        }
    }

    public bool IsReady(Exercise exercise)
    {
        lock (_gate)
            return _shelves.TryGetValue(Key(exercise), out var shelf) && shelf.Ready.Count > 0;
    }

    public int Count(ClusterShelf shelf)
    {
        lock (_gate)
            return shelf.Ready.Count;
    }

    public IReadOnlyList<Health.ShelfFigures> Figures()
    {
        lock (_gate)
            return [.. _shelves.Select(each => new Health.ShelfFigures(each.Key, each.Value.Ready.Count)).OrderBy(each => each.Exercise, StringComparer.Ordinal)];
    }

    /// <summary>The exercise's shelf: a new one where there was none, or where its templates could not be built or are gone from the disk.</summary>
    public ClusterShelf Of(Exercise exercise)
    {
        List<Cluster> orphans = [];
        try
        {
            lock (_gate)
            {
                // Variants are answered side by side, so each has a shelf of its own.
                if (!_shelves.TryGetValue(Key(exercise), out var shelf) || shelf.Editions is { IsValueCreated: true, Value: { IsFaulted: true } or { IsCanceled: true } or { IsCompletedSuccessfully: true, Result.AreThere: false } })
                {
                    orphans = shelf?.Ready ?? [];
                    shelf = new(exercise, new(() => Task.Run(() => editions(exercise))));
                    _shelves[Key(exercise)] = shelf;
                    Forget();
                }
                shelf.LastUsed = time.GetTimestamp();
                return shelf;
            }
        }
        finally
        {
            foreach (var orphan in orphans)
                _ = orphan.DisposeAsync().AsTask();
        }
    }

    /// <summary>The one that waits longest, or one of the wanted edition; null when there is none.</summary>
    public Cluster? Take(ClusterShelf shelf, ClusterTemplate? wanted)
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

    /// <summary>False when another shelf has taken its place, or it was forgotten: nobody would find what is put there.</summary>
    public bool TryPut(ClusterShelf shelf, Cluster cluster)
    {
        lock (_gate)
        {
            if (_shelves.GetValueOrDefault(Key(shelf.Exercise)) != shelf)
                return false;
            shelf.Ready.Add(cluster);
            return true;
        }
    }

    /// <summary>One off the shelf that was not used longest, when more than so many wait in all.</summary>
    public Cluster? TakeBeyond(int most)
    {
        lock (_gate)
        {
            if (_shelves.Values.Sum(shelf => shelf.Ready.Count) <= most || _shelves.Values.Where(shelf => shelf.Ready.Count > 0).MinBy(shelf => shelf.LastUsed) is not { } least)
                return null;
            var oldest = least.Ready[0];
            least.Ready.RemoveAt(0);
            return oldest;
        }
    }

    /// <summary>
    /// Where answers change data an attempt takes two of one edition, so a single one gets its partner, unless it is itself the partner of what an
    /// attempt has just taken; null is the next edition's turn. Elsewhere references are kept, and an attempt takes one.
    /// </summary>
    public ClusterTemplate? Partner(ClusterShelf shelf)
    {
        lock (_gate)
            return shelf.Exercise.Data.Changes is null ? null : shelf.Ready.GroupBy(cluster => cluster.Template).FirstOrDefault(alike => alike.Count() % 2 == 1 && alike.Key != shelf.Taken)?.Key;
    }

    public static string Key(Exercise exercise) => $"{exercise.Slug} {exercise.Revision}";

    /// <summary>Empty shelves of exercises that nobody has opened for long.</summary>
    private void Forget()
    {
        foreach (var (key, _) in _shelves.Where(each => each.Value is { Ready.Count: 0, LastUsed: > 0, IsQuiet: true }).OrderBy(each => each.Value.LastUsed).Take(_shelves.Count - Most).ToList())
            _shelves.Remove(key);
    }
}

/// <summary>Clusters of one exercise that wait for an attempt.</summary>
internal sealed class ClusterShelf(Exercise exercise, Lazy<Task<Editions>> editions)
{
    private readonly Lock _tasks = new();

    public Exercise Exercise { get; } = exercise;
    public Lazy<Task<Editions>> Editions { get; } = editions;
    public List<Cluster> Ready { get; } = [];
    /// <summary>Edition of the attempt that rented last.</summary>
    public ClusterTemplate? Taken { get; set; }
    public Task Refilling { get; private set; } = Task.CompletedTask;
    public Task Renewing { get; private set; } = Task.CompletedTask;
    public long LastUsed { get; set; }
    /// <summary>Nothing is being made for it; whoever waits for its templates will fill it.</summary>
    public bool IsQuiet => Refilling.IsCompleted && Renewing.IsCompleted && Editions is not { IsValueCreated: true, Value.IsCompleted: false };

    /// <summary>Begins it unless it goes on already, or the pool is closing.</summary>
    public Task Refill(Func<Task> refill, CancellationToken stop)
    {
        lock (_tasks)
        {
            if (Refilling.IsCompleted && !stop.IsCancellationRequested)
                Refilling = Task.Run(refill, CancellationToken.None);
            return Refilling;
        }
    }

    /// <inheritdoc cref="Refill"/>
    public Task Renew(Func<Task> renew, CancellationToken stop)
    {
        lock (_tasks)
        {
            if (Renewing.IsCompleted && !stop.IsCancellationRequested)
                Renewing = Task.Run(renew, CancellationToken.None);
            return Renewing;
        }
    }
}
