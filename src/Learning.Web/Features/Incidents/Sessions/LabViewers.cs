using System.Collections.Concurrent;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>Who looks at which lab: a page registers for as long as its circuit lives.</summary>
internal sealed class LabViewers(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Seen> seen = new();

    public IDisposable Watch(Guid id)
    {
        var entry = seen.GetOrAdd(id, static (_, now) => new(now), time.GetUtcNow());
        lock (entry)
            entry.Viewers++;
        return new Viewer(() =>
        {
            lock (entry)
            {
                entry.Viewers--;
                entry.Last = time.GetUtcNow();
            }
        });
    }

    /// <summary>For how long nobody has looked, counted from <paramref name="since"/> when nobody ever has; null while somebody does.</summary>
    public TimeSpan? Unseen(Guid id, DateTimeOffset since)
    {
        if (!seen.TryGetValue(id, out var entry))
            return time.GetUtcNow() - since;
        lock (entry)
            return entry.Viewers > 0 ? null : time.GetUtcNow() - (entry.Last > since ? entry.Last : since);
    }

    public void Forget(Guid id) => seen.TryRemove(id, out _);

    private sealed class Seen(DateTimeOffset last)
    {
        public int Viewers { get; set; }
        public DateTimeOffset Last { get; set; } = last;
    }

    /// <summary>Leaving twice counts once.</summary>
    private sealed class Viewer(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
