using System.Diagnostics;
using Learning.Sandbox.Jails.Cgroups;

namespace Learning.Sandbox.Jails;

/// <summary>What the watchdog stopped a jail for.</summary>
internal enum JailBreach { None, Memory, Tasks }

/// <summary>A running jail. Its streams carry hostile bytes; disposal leaves no process of it behind.</summary>
internal sealed class JailedProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly JailLimits _limits;
    private readonly JailGroup? _group;
    private readonly CancellationTokenSource _watching = new();
    private readonly Task _watchdog;
    private volatile JailBreach _breach;

    public JailedProcess(Process process, JailLimits limits, JailGroup? group = null)
    {
        (_process, _limits, _group) = (process, limits, group);
        Id = process.Id;
        _watchdog = Task.Run(WatchAsync);
    }

    /// <summary>The outermost process, as the host numbers it.</summary>
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

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Ends everything in the jail and returns when it is gone, within five seconds.</summary>
    public async Task KillAsync()
    {
        var inside = _process.HasExited ? [] : ProcessTree.Measure(Id).Processes;
        // The jail's first process goes with the outer one, and all others with it, by the kernel's doing.
        _process.Kill();
        _group?.Kill();
        using var deadline = new CancellationTokenSource(KillDeadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            while (inside.Any(ProcessTree.Exists))
            {
                await Task.Delay(5, deadline.Token);
            }
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
                _process.Kill();
                return;
            }
            await Task.Delay(_limits.Watch, _watching.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
