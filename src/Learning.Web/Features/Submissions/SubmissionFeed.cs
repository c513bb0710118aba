using System.Collections.Concurrent;

namespace Learning.Web.Features.Submissions;

/// <summary>Tells open pages that a submission's row has changed. A hint only: a lost one costs a refresh.</summary>
internal sealed partial class SubmissionFeed(ILogger<SubmissionFeed> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<object, (Guid Id, Func<Task> Callback)> listeners = new();

    public IDisposable Subscribe(Guid submissionId, Func<Task> callback)
    {
        var key = new object();
        listeners[key] = (submissionId, callback);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public Task PublishAsync(Guid submissionId) =>
        Task.WhenAll(listeners.Values.Where(listener => listener.Id == submissionId).Select(listener => NotifyAsync(listener.Callback)));

    /// <summary>A page that is gone or stuck must not hold up grading.</summary>
    private async Task NotifyAsync(Func<Task> callback)
    {
        try
        {
            await callback().WaitAsync(Patience);
        }
        catch (Exception error)
        {
            Lost(logger, error);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A page did not take its news")]
    private static partial void Lost(ILogger logger, Exception error);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
