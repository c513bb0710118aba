using System.Diagnostics;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// One thread of its own that makes the round of all watchdogs: a limit that waits for the thread pool is none when the pool is full of work.
/// </summary>
internal static class WatchRounds
{
    private static readonly Lock Gate = new();
    private static readonly PriorityQueue<Watchdog, long> Due = new();
    private static readonly HashSet<Watchdog> Watched = [];
    private static readonly SemaphoreSlim Called = new(0);

    static WatchRounds() => new Thread(Work) { IsBackground = true, Name = "Jail watchdog" }.Start();

    public static void Add(Watchdog watchdog)
    {
        lock (Gate)
        {
            Watched.Add(watchdog);
            Due.Enqueue(watchdog, 0);
        }
        Called.Release();
    }

    /// <summary>Returns when nothing more is looked at, and nothing killed, on its behalf.</summary>
    public static void Remove(Watchdog watchdog)
    {
        lock (Gate)
            Watched.Remove(watchdog);
        watchdog.Close();
    }

    public static void CallNow(Watchdog watchdog)
    {
        lock (Gate)
        {
            Due.Remove(watchdog, out _, out _);
            if (!Watched.Contains(watchdog))
                return;
            Due.Enqueue(watchdog, 0);
        }
        Called.Release();
    }

    private static void Work()
    {
        while (true)
        {
            Watchdog? next;
            long due;
            lock (Gate)
            {
                while (Due.TryPeek(out next, out due) && !Watched.Contains(next))
                    Due.Dequeue();
            }
            var wait = next is null ? Timeout.InfiniteTimeSpan : Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (next is null || (due != 0 && wait > TimeSpan.Zero))
            {
                Called.Wait(wait);
                continue;
            }
            lock (Gate)
            {
                if (!Due.Remove(next, out _, out _))
                    continue;
            }
            if (Look(next) is { } pause)
            {
                lock (Gate)
                {
                    var calledMeanwhile = Due.Remove(next, out _, out _);
                    Due.Enqueue(next, calledMeanwhile ? 0 : Stopwatch.GetTimestamp() + (long)(pause.TotalSeconds * Stopwatch.Frequency));
                }
            }
        }
    }

    private static TimeSpan? Look(Watchdog watchdog)
    {
#pragma warning disable CA1031 // A jail that cannot be looked at ends; the others, and this process, go on.
        try
        {
            return watchdog.Look();
        }
        catch (Exception)
        {
            watchdog.Stop();
            return null;
        }
#pragma warning restore CA1031
    }
}
