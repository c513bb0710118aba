using System.Diagnostics;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Hostile.Lab;

/// <summary>
/// Looks at one jail from the host while a case runs: which processes and namespaces it has, when it passed a limit by our own measure, and when the last
/// of it was gone. Independent of the supervisor's watchdog, which is what it checks.
/// </summary>
internal sealed class JailWatch : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(5);

    private readonly Func<JailUsage> _measure;
    private readonly JailLimits _limits;
    private readonly Dictionary<int, string> _processes = [];
    private readonly Leftovers _leftovers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private long? _passed;
    private long? _gone;

    public JailWatch(Func<JailUsage> measure, JailLimits limits, Leftovers leftovers)
    {
        (_measure, _limits, _leftovers) = (measure, limits, leftovers);
        Look();
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>From passing a limit of memory or tasks to the death of the last process; null when neither was passed, or something is alive.</summary>
    public double? KillMs => _passed is { } passed && _gone is { } gone ? Stopwatch.GetElapsedTime(passed, gone).TotalMilliseconds : null;

    /// <summary>Returns when all of it is dead, or after five seconds.</summary>
    public Task WhenGoneAsync() => Task.WhenAny(_watching, Task.Delay(Ceiling));

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested && Look())
            await Task.Delay(Between, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>False when all that it knows is dead.</summary>
    private bool Look()
    {
        var usage = _measure();
        if (_passed is null && (usage.ResidentBytes > (long)_limits.MemoryMb << 20 || usage.Tasks > _limits.Tasks))
            _passed = Stopwatch.GetTimestamp();
        foreach (var pid in usage.Processes.Where(pid => !_processes.ContainsKey(pid)))
        {
            if (HostProcesses.Started(pid) is not { } started)
                continue;
            _processes[pid] = started;
            _leftovers.Expect(pid, started);
        }
        if (_processes.Any(each => HostProcesses.Started(each.Key) == each.Value))
            return true;
        _gone = Stopwatch.GetTimestamp();
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }
}
