using System.Collections.Concurrent;
using System.Diagnostics;

namespace Learning.Benchmarks.Sandbox;

/// <summary>Listens to the sandbox's own spans and keeps their durations by name.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _durations = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new()
        {
            ShouldListenTo = static source => source.Name == "Learning.Sandbox",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => _durations.GetOrAdd(activity.OperationName, static _ => []).Add(activity.Duration.TotalMilliseconds),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Times Of(string step) => Times.Of(_durations.TryGetValue(step, out var durations) ? durations : []);

    public void Dispose() => _listener.Dispose();
}

/// <summary>Milliseconds.</summary>
internal sealed record Times(int Count, double Median, double P95)
{
    public static Times Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(sorted.Length, Percentile.Of(sorted, 50), Percentile.Of(sorted, 95));
    }
}
