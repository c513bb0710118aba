using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// How long processes and their descendants stood in line for a processor that others had: the second figure of
/// /proc/PID/task/TID/schedstat (Documentation/scheduler/sched-stats.rst). A kernel that does not keep it says nothing, and nobody waited.
/// </summary>
internal sealed class ProcessorWaits(IReadOnlyList<int> roots)
{
    private const int Longest = 128;

    /// <summary>Less is the rounding of what is counted in hundredths of a second.</summary>
    private static readonly TimeSpan Coarse = TimeSpan.FromMilliseconds(30);

    private readonly ProcessorTime[] _processors = [.. roots.Select(static _ => new ProcessorTime())];
    private Dictionary<int, Thread>? _last;
    private TimeSpan _unclaimed, _unseen, _busy, _others;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Thread(TimeSpan Ran, TimeSpan Waited);

    /// <summary>At the last look one of them could have worked and had not since the look before, in which they had time to spare: the kernel counts that wait when it is over.</summary>
    public bool StandInLine { get; private set; }

    /// <summary>What they may turn out to have lost by then, at most: they did not work in it, and others did.</summary>
    public TimeSpan MayTurnOut => StandInLine ? Less(_unclaimed, _others) : TimeSpan.Zero;

    /// <summary>
    /// Out of the time since the last look, <paramref name="passed"/>; the first look finds nothing. Never more than the time in which they did not
    /// work: threads that stand in line for each other are not others, and many that wait at once lost that time once. The kernel counts a wait when it
    /// is over, so what has begun before the last look may claim what nobody claimed then.
    /// </summary>
    public TimeSpan Advance(TimeSpan passed)
    {
        // Processes first, then their threads, and the other way round the first time: what is alive never seems to have run more as a process.
        var worked = _last is null ? TimeSpan.Zero : Worked();
        var now = Look();
        if (_last is null)
            Worked();
        var (ran, waited) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var (id, thread) in now)
        {
            // One that was not there yet has done all of it since.
            var before = _last is null ? thread : _last.GetValueOrDefault(id);
            ran += Later(thread.Ran - before.Ran);
            waited += Later(thread.Waited - before.Waited);
        }
        // Threads that came and went between two looks ran too; their processes' time has it, in hundredths of a second.
        _unseen += worked - ran;
        if (_unseen > Coarse)
        {
            ran += _unseen;
            _unseen = TimeSpan.Zero;
        }
        var idle = _last is null ? TimeSpan.Zero : Later(passed - ran);
        // Threads of one answer that wake together stand in line for each other in time that none of them worked before: where nobody else worked, nobody else had the processor.
        var busy = Machine.Busy;
        var others = _last is null ? TimeSpan.Zero : Later(busy - _busy - ran);
        (_busy, _others) = (busy, _others + others);
        var free = Less(idle + _unclaimed, _others);
        var lost = Less(waited, free);
        StandInLine = idle > TimeSpan.Zero && now.Any(each => _last!.TryGetValue(each.Key, out var before) && before == each.Value && IsRunnable(each.Key));
        _unclaimed = StandInLine ? idle + _unclaimed - lost : Less(idle + _unclaimed - lost, idle);
        _others = StandInLine ? _others - lost : Less(_others - lost, others + Coarse);
        _last = now;
        return lost;
    }

    private static bool IsRunnable(int thread) => ProcFile.Read($"/proc/{thread}/stat", stackalloc byte[Longest]) is var stat && stat.LastIndexOf((byte)')') is > 0 and var name && stat[(name + 1)..].StartsWith(" R"u8);

    /// <summary>By processes since it was asked last, with threads and children that have ended.</summary>
    private TimeSpan Worked() => TimeSpan.FromTicks(roots.Zip(_processors, (root, processor) => processor.Advance(ProcessTree.Measure(root)).Ticks).Sum());

    private Dictionary<int, Thread> Look()
    {
        Dictionary<int, Thread> threads = [];
        Span<byte> line = stackalloc byte[Longest];
        foreach (var process in roots.SelectMany(static root => ProcessTree.Measure(root).Processes))
        {
            try
            {
                foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
                {
                    if (Of(ProcFile.Read($"{thread}/schedstat", line)) is { } found)
                        threads[int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture)] = found;
                }
            }
            catch (IOException)
            {
                // It ended.
            }
        }
        return threads;
    }

    /// <summary>Nanoseconds on a processor, nanoseconds in line for one, and how often.</summary>
    private static Thread? Of(ReadOnlySpan<byte> line)
    {
        Span<Range> fields = stackalloc Range[3];
        var text = Encoding.ASCII.GetString(line).AsSpan();
        return text.Split(fields, ' ') == fields.Length ? new(Nanoseconds(text[fields[0]]), Nanoseconds(text[fields[1]])) : null;
    }

    private static TimeSpan Nanoseconds(ReadOnlySpan<char> text) => TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);

    private static TimeSpan Less(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
