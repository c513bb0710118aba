using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Wire;

/// <summary>Bytes on their way: a rented buffer, how much of it is used, and the position of its end in the stream.</summary>
internal readonly record struct Chunk(byte[]? Buffer, int Count, long Position);

/// <summary>
/// Releases chunks when they are due, never earlier, in order of due time. One thread for the whole process: timers of the
/// runtime are too coarse (half a millisecond rounds to nothing, one becomes four), so it sleeps until shortly before and spins
/// the rest. Idle, it waits on a monitor and costs nothing.
/// </summary>
internal sealed class DelayLine : IDisposable
{
    private static readonly long SpinTicks = Stopwatch.Frequency / 5_000;
    private static readonly long LongSleepTicks = Stopwatch.Frequency / 400;
    private static readonly long NapTicks = Stopwatch.Frequency / 2_000;

    private readonly PriorityQueue<(Action<Chunk> Release, Chunk Chunk), (long Due, long Order)> _queue = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private long _order;
    private bool _stopped;

    public DelayLine()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "wire delay line", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Due in Stopwatch ticks. <paramref name="release"/> runs on the line's thread: it must be quick and must not throw.</summary>
    public void Add(long due, Action<Chunk> release, Chunk chunk)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            var order = (due, _order++);
            _queue.Enqueue((release, chunk), order);
            if (_queue.TryPeek(out _, out var first) && first == order)
                Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
    }

    private void Run()
    {
        while (TryTake(out var item, out var wait))
        {
            if (item.Release is not null)
                item.Release(item.Chunk);
            else if (wait > SpinTicks)
                Nap(Math.Min(wait - SpinTicks, NapTicks));
            else
                Thread.SpinWait(20);
        }
    }

    /// <summary>False when the line was stopped; no item when the next one is due in <paramref name="wait"/> ticks.</summary>
    private bool TryTake(out (Action<Chunk>? Release, Chunk Chunk) item, out long wait)
    {
        (item, wait) = (default, 0);
        lock (_gate)
        {
            while (!_stopped)
            {
                if (!_queue.TryPeek(out var next, out var order))
                {
                    Monitor.Wait(_gate);
                    continue;
                }
                wait = order.Due - Stopwatch.GetTimestamp();
                if (wait <= 0)
                {
                    _queue.Dequeue();
                    item = next;
                    return true;
                }
                if (wait <= LongSleepTicks)
                    return true;
                // Something due sooner may be added meanwhile; the pulse ends the wait.
                Monitor.Wait(_gate, (int)(wait * 1_000 / Stopwatch.Frequency) - 1);
            }
            return false;
        }
    }

    /// <summary>Short, because nothing wakes it: what is added meanwhile is due later than its end, or late by less than a nap.</summary>
    private static void Nap(long ticks)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Sleep(TimeSpan.Zero);
            return;
        }
        var time = new TimeSpec { Nanoseconds = ticks * 1_000_000_000 / Stopwatch.Frequency };
        // An interrupted nap is only shorter; the caller looks at the clock again.
        _ = NanoSleep(ref time, IntPtr.Zero);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds_;
        public long Nanoseconds { set => Nanoseconds_ = (nint)value; }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NanoSleep(ref TimeSpec time, IntPtr remaining);
}
