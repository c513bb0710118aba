using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Runners;

/// <summary>
/// Keeps warmed runners ready. Each is handed out once; whoever rents calls <see cref="Fill"/> when it is done, because warming a replacement
/// takes a processor for a second or more, which would stand in the figures of the run that is being measured.
/// </summary>
internal sealed class RunnerPool(IJail jail, RunnerInstallation installation, RunnerOptions options, TimingLane timing) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Task<RunnerProcess>> _ready = [];
    private readonly SemaphoreSlim _starting = new(options.StartingAtOnce);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Those that are warm.</summary>
    public int Ready
    {
        get
        {
            lock (_gate)
                return _ready.Count(each => each.IsCompletedSuccessfully);
        }
    }

    /// <summary>Starts filling without waiting. A failure is nobody's: whoever rents then starts one for itself.</summary>
    public void Fill()
    {
        lock (_gate)
        {
            _ready.RemoveAll(HasFailed);
            while (!_closing.IsCancellationRequested && _ready.Count < options.Ready)
                _ready.Add(Task.Run(StartAsync));
        }
    }

    /// <summary>The caller owns and disposes it. Throws <see cref="InfrastructureException"/> when none can be started.</summary>
    public async Task<RunnerProcess> RentAsync(CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("rent runner");
        while (true)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            var ready = Take();
            try
            {
                var runner = await WaitAsync(ready ?? StartAsync(), cancellationToken);
                if (!runner.HasExited)
                    return runner;
                // It died while it waited: memory pressure on the host, or somebody's kill.
                await runner.DisposeAsync();
            }
            catch (InfrastructureException) when (ready is not null)
            {
                // It was begun earlier, for nobody: that it failed says nothing about now.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task<RunnerProcess>[] left;
        lock (_gate)
        {
            left = [.. _ready];
            _ready.Clear();
        }
        await Task.WhenAll(left.Select(EndAsync));
    }

    private static bool HasFailed(Task<RunnerProcess> each) => each is { IsCompleted: true, IsCompletedSuccessfully: false };

#pragma warning disable MA0022 // There may be none.
    private Task<RunnerProcess>? Take()
    {
        lock (_gate)
        {
            _ready.RemoveAll(HasFailed);
            if (_ready is not [var next, ..])
                return null;
            _ready.RemoveAt(0);
            return next;
        }
    }
#pragma warning restore MA0022

    private async Task<RunnerProcess> WaitAsync(Task<RunnerProcess> next, CancellationToken cancellationToken)
    {
        try
        {
            return await next.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await PutBackAsync(next);
            throw;
        }
    }

    /// <summary>Whoever waited has gone; it is as good as new for the next, also when it became ready in that moment.</summary>
    private async Task PutBackAsync(Task<RunnerProcess> next)
    {
        lock (_gate)
        {
            if (!_closing.IsCancellationRequested)
            {
                _ready.Add(next);
                return;
            }
        }
        await EndAsync(next);
    }

    private static async Task EndAsync(Task<RunnerProcess> left)
    {
        await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (left.IsCompletedSuccessfully)
            await (await left).DisposeAsync();
    }

    private async Task<RunnerProcess> StartAsync()
    {
        await _starting.WaitAsync(_closing.Token);
        try
        {
            await timing.WhenFreeAsync(_closing.Token);
            return await RunnerProcess.StartAsync(jail, installation, options, _closing.Token);
        }
        finally
        {
            _starting.Release();
        }
    }
}
