using System.Diagnostics;
using Learning.Sandbox.Jails.Cgroups;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Jails;

/// <summary>What the watchdog stopped a jail for.</summary>
internal enum JailBreach { None, Memory, Tasks }

/// <summary>A running jail. Its streams carry hostile bytes; disposal leaves no process of it behind.</summary>
internal sealed class JailedProcess : IAsyncDisposable
{
    private const int KilledBySignal = 128 + 9;
    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly JailLimits _limits;
    private readonly JailGroup? _group;
    private readonly DockerContainer? _container;
    private readonly CancellationTokenSource _watching = new();
    private readonly Task _watchdog;
    private volatile JailBreach _breach;

    /// <param name="process">Holds the streams.</param>
    /// <param name="limits">For the watchdog.</param>
    /// <param name="group">The control groups that the jail is in, where there are any.</param>
    /// <param name="container">Where the jail is no child of the process: its processes are the container's.</param>
    public JailedProcess(Process process, JailLimits limits, JailGroup? group = null, DockerContainer? container = null)
    {
        (_process, _limits, _group, _container) = (process, limits, group, container);
        Id = container is null ? process.Id : container.Init ?? 0;
        _watchdog = Task.Run(WatchAsync);
    }

    /// <summary>The outermost process of the jail, as the host numbers it; 0 for a container that ended before it was seen.</summary>
    public int Id { get; }
    public Stream Input => _process.StandardInput.BaseStream;
    public Stream Output => _process.StandardOutput.BaseStream;
    public Stream Error => _process.StandardError.BaseStream;
    public JailLimits Limits => _limits;
    public JailBreach Breach => _breach == JailBreach.None && _group is { RanOutOfMemory: true } ? JailBreach.Memory : _breach;
    public bool HasExited => _process.HasExited;

    /// <summary>128 + signal when a signal ended the program inside.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public JailUsage Measure() => ProcessTree.Measure(Id);

    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _watchdog.WaitAsync(cancellationToken); // it may have something to say about the end
    }

    /// <summary>Ends everything in the jail and returns when it is gone, within five seconds.</summary>
    public async Task KillAsync()
    {
        var inside = _process.HasExited ? [] : ProcessTree.Measure(Id).Processes;
        await KillOuterAsync();
        _group?.Kill();
        using var deadline = new CancellationTokenSource(KillDeadline);
        try
        {
            while (inside.Any(ProcessTree.Exists))
            {
                await Task.Delay(5, deadline.Token);
            }
            // A container has ended then; the command line that carried its streams may hang on what nobody reads any more.
            _process.Kill();
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new Grading.InfrastructureException($"Process {Id} or one inside its jail did not end within {KillDeadline.TotalSeconds} s of being killed.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _watching.CancelAsync();
        try
        {
            await KillAsync();
        }
        finally
        {
            _group?.Remove();
            await _watchdog;
            _container?.Remove();
            _watching.Dispose();
            _process.Dispose();
        }
    }

    private async Task WatchAsync()
    {
        while (!_watching.IsCancellationRequested && !_process.HasExited)
        {
            var usage = ProcessTree.Measure(Id);
            _breach = usage.ResidentBytes > (long)_limits.MemoryMb << 20 ? JailBreach.Memory
                : usage.Tasks > _limits.Tasks ? JailBreach.Tasks
                : JailBreach.None;
            if (_breach != JailBreach.None)
            {
                await KillOuterAsync();
                return;
            }
            await Task.Delay(_limits.Watch, _watching.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (_container is not null && !_watching.IsCancellationRequested && _process.ExitCode == KilledBySignal && await _container.RanOutOfMemoryAsync())
            _breach = JailBreach.Memory;
    }

    /// <summary>The jail's first process goes with the outer one, and all others with it, by the kernel's doing.</summary>
    private async Task KillOuterAsync()
    {
        if (_process.HasExited)
            return;
        if (_container is null)
            _process.Kill();
        else
            await _container.KillAsync();
    }
}
