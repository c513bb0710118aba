namespace Learning.Sandbox;

/// <summary>
/// One timing at a time on this machine, and nothing started beside it: refills of the pools wait until it is over, scratch runs too. A timing
/// waits for the scratch runs that are already under way, and no more of them begin then.
/// </summary>
internal sealed class TimingLane : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private int _small;
    private TaskCompletionSource? _lastLeft;

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await NoneSmallAsync().WaitAsync(cancellationToken);
            return new Entered(() => _one.Release());
        }
        catch
        {
            _one.Release();
            throw;
        }
    }

    /// <summary>
    /// For something short that a timing may wait for. Rent what it needs before: the pools wait for timings, and a timing would be waiting for this.
    /// <paramref name="waiting"/> is called when a timing is under way or waiting.
    /// </summary>
    public async Task<IDisposable> EnterSmallAsync(Action waiting, CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(0, cancellationToken))
        {
            waiting();
            await _one.WaitAsync(cancellationToken);
        }
        lock (_gate)
            _small++;
        _one.Release();
        return new Entered(LeaveSmall);
    }

    /// <summary>Returns when nobody is timing; does not keep anybody from beginning.</summary>
    public async Task WhenFreeAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        _one.Release();
    }

    private Task NoneSmallAsync()
    {
        lock (_gate)
            return _small == 0 ? Task.CompletedTask : (_lastLeft = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void LeaveSmall()
    {
        lock (_gate)
        {
            if (--_small == 0)
                _lastLeft?.TrySetResult();
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed class Entered(Action leave) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                leave();
        }
    }
}
