namespace Learning.Sandbox;

/// <summary>One timing at a time on this machine, and nothing started beside it: refills of the pools wait until it is over.</summary>
internal sealed class TimingLane : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        return new Entered(_one);
    }

    /// <summary>Returns when nobody is timing; does not keep anybody from beginning.</summary>
    public async Task WhenFreeAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        _one.Release();
    }

    public void Dispose() => _one.Dispose();

    private sealed class Entered(SemaphoreSlim one) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                one.Release();
        }
    }
}
