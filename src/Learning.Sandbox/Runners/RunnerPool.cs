using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Runners;

/// <summary>
/// Keeps warmed runners ready. Each is handed out once; whoever rents calls <see cref="Fill"/> when it is done, because warming a replacement
/// takes a processor for a second or more, which would stand in the figures of the run that is being measured.
/// </summary>
internal sealed class RunnerPool(IJail jail, RunnerInstallation installation, RunnerOptions options, TimingLane timing) : IAsyncDisposable
{
    private readonly ConcurrentQueue<Task<RunnerProcess>> _ready = new();
    private readonly SemaphoreSlim _starting = new(options.StartingAtOnce);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Those that are warm.</summary>
    public int Ready => _ready.Count(each => each.IsCompletedSuccessfully);

    /// <summary>Starts filling without waiting. Failures reach whoever rents.</summary>
    public void Fill()
    {
        while (!_closing.IsCancellationRequested && _ready.Count < options.Ready)
        {
            _ready.Enqueue(StartAsync());
        }
    }

    /// <summary>The caller owns and disposes it. Throws <see cref="InfrastructureException"/> when none can be started.</summary>
    public async Task<RunnerProcess> RentAsync(CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("rent runner");
        while (true)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (!_ready.TryDequeue(out var next))
            {
                next = StartAsync();
            }
            var runner = await WaitAsync(next, cancellationToken);
            if (!runner.HasExited)
            {
                return runner;
            }
            // It died while it waited: memory pressure on the host, or somebody's kill.
            await runner.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        while (_ready.TryDequeue(out var waiting))
        {
            await ((Task)waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (waiting.IsCompletedSuccessfully)
            {
                await (await waiting).DisposeAsync();
            }
        }
    }

    private async Task<RunnerProcess> WaitAsync(Task<RunnerProcess> next, CancellationToken cancellationToken)
    {
        try
        {
            return await next.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!next.IsCompleted)
        {
            // Whoever waited has gone; the runner is as good as new for the next.
            _ready.Enqueue(next);
            throw;
        }
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
