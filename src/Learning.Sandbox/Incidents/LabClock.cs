using System.Diagnostics;

namespace Learning.Sandbox.Incidents;

/// <summary>The lab's own time, in seconds: begins with the workload, stands still while the lab is paused.</summary>
internal sealed class LabClock
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = new();

    public double Now { get { lock (_gate) return _watch.Elapsed.TotalSeconds; } }

    public bool Stands { get { lock (_gate) return !_watch.IsRunning; } }

    public void Run()
    {
        lock (_gate)
            _watch.Start();
    }

    public void Stop()
    {
        lock (_gate)
            _watch.Stop();
    }

    /// <summary>Returns when this clock shows so much, which a pause puts off.</summary>
    public async Task UntilAsync(double at, CancellationToken cancellationToken)
    {
        for (var left = at - Now; left > 0; left = at - Now)
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(left, 0.005, 0.25)), cancellationToken);
    }
}
