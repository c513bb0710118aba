using System.Diagnostics;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Runners;

/// <summary>
/// How long an answer may take: by the clock, less what its processes stood in line for a processor that others had. Otherwise a slow
/// but honest answer would be right on a quiet machine and stopped on a busy one.
/// </summary>
internal sealed class TimeLimit : IAsyncDisposable
{
    /// <summary>Looks at the processes in the time of the limit. The first is the baseline, so what ends before it pays for none.</summary>
    private const int Looks = 10;

    /// <summary>Times the limit, by the clock: an answer that got less than a fourth of the time it was owed says nothing about itself.</summary>
    private const int MostPatience = 4;

    /// <summary>By the clock, whatever the limit: others' bursts, such as runners that start, do not last less long because a limit is short.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(20);

    private readonly TimeSpan _limit, _patience;
    private readonly ProcessorWaits _waits;
    private readonly CancellationTokenSource _passed;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;
    private TimeSpan _waited;
    private bool _starved;

    private TimeLimit(TimeSpan limit, IReadOnlyList<int> roots, CancellationToken cancellationToken)
    {
        (_limit, _waits) = (limit, new(roots));
        _patience = limit * MostPatience > LeastPatience ? limit * MostPatience : LeastPatience;
        _passed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _watching = WatchAsync();
    }

    /// <summary>Runs from here until it is disposed. <paramref name="roots"/>: processes that work for the answer, with all their descendants.</summary>
    public static TimeLimit Start(TimeSpan limit, IReadOnlyList<int> roots, CancellationToken cancellationToken) => new(limit, roots, cancellationToken);

    /// <summary>Cancelled when the time is over, or by whoever asked.</summary>
    public CancellationToken Token => _passed.Token;

    /// <summary>What the answer comes to when the time is over.</summary>
    /// <exception cref="InfrastructureException">The machine was so busy that it never had that time.</exception>
    public RunOutcome Passed() => _starved
        ? throw new InfrastructureException($"The machine is too busy to run an answer: of {_patience.TotalSeconds:0.#} s it waited {_waited.TotalSeconds:0.#} s for a processor.")
        : Outcomes.Time(_limit, _waited);

    private async Task WatchAsync()
    {
        var clock = Stopwatch.StartNew();
        var looked = TimeSpan.Zero;
        try
        {
            while (looked - _waited < _limit && !_starved)
            {
                var left = _limit - (looked - _waited);
                var pause = left < _limit / Looks ? left : _limit / Looks;
                await Task.Delay((int)Math.Ceiling(pause.TotalMilliseconds), _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_over.IsCancellationRequested)
                    return;
                var now = clock.Elapsed;
                _waited += _waits.Advance(now - looked);
                looked = now;
                _starved = now > _patience && now - _waited < _limit;
            }
        }
        finally
        {
            // Also when a look failed: a limit that nobody watches would be none.
            if (!_over.IsCancellationRequested)
                await _passed.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching;
        _passed.Dispose();
        _over.Dispose();
    }
}
