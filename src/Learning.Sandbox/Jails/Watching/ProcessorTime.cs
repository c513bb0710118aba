namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// Processor time of a whole jail, which is no file: of those that are there, of those that ended and were waited for, and of those that were seen and are
/// gone. Never too much; what lives between two looks and is waited for by nobody is missed, and that much is what wall time is for.
/// </summary>
internal sealed class ProcessorTime
{
    private Dictionary<int, long> _last = [];
    private long _seen;
    private long _total;

    public TimeSpan Total => Of(_total);

    /// <summary>What it came to since the last look.</summary>
    public TimeSpan Advance(JailUsage usage)
    {
        Dictionary<int, long> now = new(usage.Processes.Count);
        long withChildren = 0;
        foreach (var process in usage.Each)
        {
            _seen += Math.Max(0, process.Ticks - _last.GetValueOrDefault(process.Id));
            withChildren += process.Ticks + process.TicksOfChildren;
            now[process.Id] = process.Ticks;
        }
        _last = now;
        var before = _total;
        _total = Math.Max(_total, Math.Max(_seen, withChildren));
        return Of(_total - before);
    }

    /// <summary>USER_HZ is 100 on every architecture of .NET's.</summary>
    private static TimeSpan Of(long ticks) => TimeSpan.FromMilliseconds(ticks * 10);
}
