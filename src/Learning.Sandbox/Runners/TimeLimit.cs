using System.Diagnostics;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Runners;

/// <summary>
/// How long an answer may take: by the clock, less what its processes stood in line for a processor that others had. Otherwise a slow
/// but honest answer would be right on a quiet machine and stopped on a busy one.
/// </summary>
internal sealed class TimeLimit : IWatched, IAsyncDisposable
{
    /// <summary>Looks at the processes in the time of the limit. The first is the baseline, so what ends before it pays for none.</summary>
    private const int Looks = 10;

    /// <summary>Times the limit, by the clock: an answer that got less than a fourth of the time it was owed says nothing about itself.</summary>
    private const int MostPatience = 4;

    /// <summary>Until somebody's turn has come.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    /// <summary>By the clock, whatever the limit: others' bursts, such as runners that start, do not last less long because a limit is short.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(20);

    private readonly TimeSpan _limit, _patience;
    private readonly ProcessorWaits _waits;
    private readonly Action? _kill;
    private readonly CancellationTokenSource _passed;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _looking = new();
    private Task _telling = Task.CompletedTask;
    private TimeSpan _looked, _waited;
    private bool _starved, _over;
    private volatile bool _hasPassed;

    private TimeLimit(TimeSpan limit, IReadOnlyList<int> roots, Action? kill, CancellationToken cancellationToken)
    {
        (_limit, _waits, _kill) = (limit, new(roots), kill);
        _patience = limit * MostPatience > LeastPatience ? limit * MostPatience : LeastPatience;
        _passed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Runs from here until it is disposed.</summary>
    /// <param name="limit">For the answer's own time.</param>
    /// <param name="roots">Processes that work for the answer, with all their descendants.</param>
    /// <param name="kill">Called first when the time is over, by the thread that found it so: what has to end may keep every other thread waiting.</param>
    /// <param name="cancellationToken">Whoever asked.</param>
    public static TimeLimit Start(TimeSpan limit, IReadOnlyList<int> roots, CancellationToken cancellationToken, Action? kill = null)
    {
        var started = new TimeLimit(limit, roots, kill, cancellationToken);
        WatchRounds.Add(started, started.Pause);
        return started;
    }

    /// <summary>Cancelled when the time is over, or by whoever asked.</summary>
    public CancellationToken Token => _passed.Token;

    /// <summary>Known before anything is killed for it: whoever sees that end first asks here why.</summary>
    public bool HasPassed => _hasPassed;

    /// <summary>What the answer comes to when the time is over.</summary>
    /// <exception cref="InfrastructureException">The machine was so busy that it never had that time.</exception>
    public RunOutcome Passed() => _starved
        ? throw new InfrastructureException($"The machine is too busy to run an answer: of {_patience.TotalSeconds:0.#} s it waited {_waited.TotalSeconds:0.#} s for a processor.")
        : Outcomes.Time(_limit, _waited);

    private TimeSpan Pause => _limit - (_looked - _waited) is var left && left < _limit / Looks ? left : _limit / Looks;

    TimeSpan? IWatched.Look()
    {
        lock (_looking)
        {
            if (_over)
                return null;
            var now = _clock.Elapsed;
            var waited = _waits.Advance(now - _looked);
            // Nothing is known of the time before the first look; that it came late says how busy the machine was.
            _waited += _looked > TimeSpan.Zero ? waited : now > _limit / Looks ? now - _limit / Looks : TimeSpan.Zero;
            _looked = now;
            _starved = now > _patience && now - _waited < _limit;
            if (!_starved && now - _waited < _limit)
                return Pause;
            // Of sixty threads some always stand in line: it ends when no turn of theirs could show that there was time left.
            if (!_starved && now - _waited - _waits.MayTurnOut < _limit)
                return Turn;
        }
        Stop();
        return null;
    }

    public void Close()
    {
        lock (_looking)
            _over = true;
    }

    /// <summary>Also when a look failed: a limit that nobody watches would be none.</summary>
    public void Stop()
    {
        lock (_looking)
        {
            if (_over)
                return;
            (_over, _hasPassed) = (true, true);
            _kill?.Invoke();
            _telling = _passed.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        WatchRounds.Remove(this);
        await _telling;
        _passed.Dispose();
    }
}
