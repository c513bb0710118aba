using System.Diagnostics;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// One thread of its own that makes the round of all watchdogs and limits of time: a limit that waits for the thread pool is none when the pool is full of work.
/// </summary>
internal static class WatchRounds
{
    private static readonly Lock Gate = new();
    private static readonly PriorityQueue<IWatched, long> Due = new();
    private static readonly HashSet<IWatched> Watched = [];
    /// <summary>The kernel's kind of waiting: a semaphore spins before it sleeps, on a processor that the watched ones need.</summary>
    private static readonly AutoResetEvent Called = new(false);
    private static long _sleepsUntil;

    static WatchRounds() => new Thread(Work) { IsBackground = true, Name = "Jail watchdog" }.Start();

    /// <summary>The first look comes at once, or after <paramref name="pause"/>.</summary>
    public static void Add(IWatched watched, TimeSpan pause = default)
    {
        lock (Gate)
        {
            var due = pause == TimeSpan.Zero ? 0 : After(pause);
            Watched.Add(watched);
            Due.Enqueue(watched, due);
            if (due > _sleepsUntil)
                return; // it is awake before
        }
        Called.Set();
    }

    /// <summary>Returns when nothing more is looked at, and nothing killed, on its behalf.</summary>
    public static void Remove(IWatched watched)
    {
        lock (Gate)
            Watched.Remove(watched);
        watched.Close();
    }

    public static void CallNow(IWatched watched)
    {
        lock (Gate)
        {
            Due.Remove(watched, out _, out _);
            if (!Watched.Contains(watched))
                return;
            Due.Enqueue(watched, 0);
        }
        Called.Set();
    }

    private static void Work()
    {
        PromptThread.Begin();
        while (true)
        {
            IWatched? next;
            long due;
            lock (Gate)
            {
                while (Due.TryPeek(out next, out due) && !Watched.Contains(next))
                    Due.Dequeue();
                _sleepsUntil = next is null ? long.MaxValue : due;
            }
            var wait = next is null ? Timeout.InfiniteTimeSpan : Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (next is null || (due != 0 && wait > TimeSpan.Zero))
            {
                Called.WaitOne(next is null ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)));
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
                    Due.Enqueue(next, calledMeanwhile ? 0 : After(pause));
                }
            }
        }
    }

    private static long After(TimeSpan pause) => Stopwatch.GetTimestamp() + (long)(pause.TotalSeconds * Stopwatch.Frequency);

    private static TimeSpan? Look(IWatched watched)
    {
#pragma warning disable CA1031 // What cannot be looked at ends; the others, and this process, go on.
        try
        {
            return watched.Look();
        }
        catch (Exception)
        {
            watched.Stop();
            return null;
        }
#pragma warning restore CA1031
    }
}
