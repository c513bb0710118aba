using System.Diagnostics;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// Looks at one jail from outside and ends it past a limit. It looks often while the jail works at what is not ours, and seldom while it rests: what
/// rests takes nothing more.
/// </summary>
internal sealed class Watchdog(int root, JailCommand command, Action stop) : IWatched
{
    /// <summary>The longest pause. An awakened jail can take what a processor fills meanwhile, some 0.3 GB, before it is seen.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(320);
    /// <summary>Part of a processor below which a jail rests.</summary>
    private const double Resting = 0.05;

    private readonly JailLimits _limits = command.Limits;
    private readonly ProcessorTime _processor = new();
    private readonly DiskWatch _disk = new(command);
    private readonly Lock _looking = new();
    private TimeSpan _pause = command.Limits.Watch;
    private long _looked = Stopwatch.GetTimestamp();
    private long _used;
    private bool _closed;
    private volatile JailBreach _breach;

    public JailBreach Breach => _breach;
    public long MostBytesOnDisk() => _disk.MostBytes();

    public void BeginUse()
    {
        // One that is looked at often is not called beside whatever begins now: that may be timed.
        if (Interlocked.CompareExchange(ref _used, Stopwatch.GetTimestamp(), 0) == 0 || _pause > _limits.Watch)
            WatchRounds.CallNow(this);
    }

    public void Close()
    {
        lock (_looking)
            _closed = true;
    }

    public void Stop()
    {
        Close();
        stop();
    }

    public TimeSpan? Look()
    {
        lock (_looking)
        {
            if (_closed)
                return null;
            var usage = ProcessTree.Measure(root, _limits.MemoryMb, _limits.Tasks);
            var worked = _processor.Advance(usage);
            var passed = Stopwatch.GetElapsedTime(_looked);
            _looked = Stopwatch.GetTimestamp();
            var rests = worked.TotalSeconds < passed.TotalSeconds * Resting;
            // Threads take memory: of both, they are the reason.
            _breach = usage.Tasks > _limits.Tasks ? JailBreach.Tasks
                : usage.ResidentBytes + SocketBuffers.BytesOf(usage) > (long)_limits.MemoryMb << 20 ? JailBreach.Memory
                : _limits.CpuSeconds is { } seconds && _processor.Total.TotalSeconds > seconds ? JailBreach.Processor
                : _limits.InUse is { } longest && _used != 0 && Stopwatch.GetElapsedTime(_used) > longest ? JailBreach.Time
                : _disk.Look(usage, rests, _used != 0);
            if (_breach != JailBreach.None)
            {
                Stop();
                return null;
            }
            // What is not in use yet, or never, runs nobody's code but ours.
            _pause = _used == 0 ? LongestPause : rests ? _pause * 2 : _limits.Watch;
            return _pause < LongestPause ? _pause : _pause = LongestPause > _limits.Watch ? LongestPause : _limits.Watch;
        }
    }
}
