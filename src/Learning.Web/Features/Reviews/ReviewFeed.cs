using System.Collections.Concurrent;

namespace Learning.Web.Features.Reviews;

/// <summary>Tells open pages that a review, or somebody's notifications, changed. A hint only: a lost one costs a refresh.</summary>
internal sealed partial class ReviewFeed(ILogger<ReviewFeed> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<object, (Guid Id, Func<Task> Callback)> listeners = new();

    /// <summary><paramref name="id"/> is a review's or a learner's.</summary>
    public IDisposable Subscribe(Guid id, Func<Task> callback)
    {
        var key = new object();
        listeners[key] = (id, callback);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public Task PublishAsync(params IEnumerable<Guid> ids)
    {
        var about = ids.ToHashSet();
        return Task.WhenAll(listeners.Values.Where(listener => about.Contains(listener.Id)).Select(listener => NotifyAsync(listener.Callback)));
    }

    private async Task NotifyAsync(Func<Task> callback)
    {
        try
        {
            await callback().WaitAsync(Patience);
        }
        catch (Exception error)
        {
            Lost(logger, error); // a page that is gone or stuck must not hold anybody up
        }
    }

    [LoggerMessage(LogLevel.Debug, "A page did not take its news")]
    private static partial void Lost(ILogger logger, Exception error);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
