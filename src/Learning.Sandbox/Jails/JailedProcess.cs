using System.Diagnostics;
using Learning.Sandbox.Jails.Cgroups;
using Learning.Sandbox.Jails.Docker;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Jails;

/// <summary>What the watchdog stopped a jail for.</summary>
internal enum JailBreach { None, Memory, Tasks, Processor, Time, Disk, Files }

/// <summary>A running jail. Its streams carry hostile bytes; disposal leaves no process of it behind.</summary>
internal sealed class JailedProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly JailCommand _command;
    private readonly DockerContainer? _container;
    private readonly JailGroup? _group;
    private readonly bool _ownUsers;
    private readonly Watchdog _watchdog;
    private readonly Task _ended;
    private volatile bool _ranOutOfMemory;
    /// <summary>By us, or nobody asks any more: how it ended says nothing of its memory.</summary>
    private volatile bool _killed;
    private volatile Doomed? _doomed;
    private int _used;

    /// <param name="process">Holds the streams.</param>
    /// <param name="command">For the watchdog: limits, and what can be written.</param>
    /// <param name="container">Where the jail is no child of the process: its processes are the container's.</param>
    /// <param name="group">Control groups that it is in.</param>
    /// <param name="ownUsers">It has a user namespace, in which the kernel counts its tasks and nobody else's.</param>
    public JailedProcess(Process process, JailCommand command, DockerContainer? container = null, JailGroup? group = null, bool ownUsers = false)
    {
        (_process, _command, _container, _group, _ownUsers) = (process, command, container, group, ownUsers);
        Id = container is null ? process.Id : container.Init ?? 0;
        _watchdog = new Watchdog(Id, command, () => _ = KillOuterAsync());
        WatchRounds.Add(_watchdog);
        _ended = EndedAsync();
    }

    /// <summary>The outermost process of the jail, as the host numbers it; 0 for a container that ended before it was seen.</summary>
    public int Id { get; }
    public Stream Input => _process.StandardInput.BaseStream;
    public Stream Output => _process.StandardOutput.BaseStream;
    public Stream Error => _process.StandardError.BaseStream;
    public JailLimits Limits => _command.Limits;
    public JailBreach Breach => _watchdog.Breach is not JailBreach.None and var breach ? breach : _ranOutOfMemory ? JailBreach.Memory : JailBreach.None;
    public bool HasExited => _process.HasExited;

    /// <summary>128 + signal when a signal ended the program inside.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>What it keeps where it may write, now or at the look at which it was most.</summary>
    public long MostBytesOnDisk() => _watchdog.MostBytesOnDisk();

    public JailUsage Measure() => ProcessTree.Measure(Id);

    /// <summary>Untrusted work begins: the watchdog looks at once, and <see cref="JailLimits.InUse"/> runs from the first time.</summary>
    public void BeginUse()
    {
        if (_ownUsers && Interlocked.Exchange(ref _used, 1) == 0)
            TaskLimit.Set(Measure().Processes, Limits.TasksAtMost);
        _watchdog.BeginUse();
    }

    /// <summary>Returns when it is over and <see cref="Breach"/> is known.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _ended.WaitAsync(cancellationToken);

    /// <summary>Ends everything in the jail, and does not wait for it.</summary>
    public void Kill() => _ = KillOuterAsync();

    /// <summary>Ends everything in the jail and returns when it is gone, within five seconds.</summary>
    public async Task KillAsync()
    {
        using var deadline = new CancellationTokenSource();
        try
        {
            await KillInsideAsync(deadline);
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new Grading.InfrastructureException($"Process {Id} or one inside its jail did not end within {KillDeadline.TotalSeconds} s of being killed.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _killed = true;
        WatchRounds.Remove(_watchdog);
        try
        {
            await KillAsync();
        }
        finally
        {
            // It has ended, unless the kill above has thrown.
            await _ended.WaitAsync(KillDeadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _container?.Remove();
            _process.Dispose();
            _group?.Remove();
        }
    }

    private async Task EndedAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        WatchRounds.Remove(_watchdog);
        // A server whose session was killed for it ends by itself, and its container with it.
        _ranOutOfMemory = _group is { RanOutOfMemory: true }
            || (_container is not null && !_killed && _process.ExitCode != 0 && await _container.RanOutOfMemoryAsync());
    }

    /// <summary>Each step whatever became of the one before it. The deadline begins when all have been told.</summary>
    private async Task KillInsideAsync(CancellationTokenSource deadline)
    {
        try
        {
            try
            {
                await KillOuterAsync();
            }
            finally
            {
                _group?.Kill();
            }
            deadline.CancelAfter(KillDeadline);
            // Whoever killed it, the watchdog or a limit: what it took along may not all be gone. Later the numbers may be others'.
            var inside = _doomed is { } doomed && Stopwatch.GetElapsedTime(doomed.At) < KillDeadline ? doomed.Processes : [];
            while (inside.Any(ProcessTree.Exists))
                await Task.Delay(5, deadline.Token);
        }
        finally
        {
            // A container has ended then; the command line that carried its streams may hang on what nobody reads any more.
            _process.Kill();
        }
    }

    /// <summary>The jail's first process goes with the outer one, and all others with it, by the kernel's doing.</summary>
    private async Task KillOuterAsync()
    {
        if (_process.HasExited)
            return;
        _killed = true;
        // Its first process among them, which the kernel lets go when all the others have.
        _doomed ??= new(ProcessTree.Measure(Id, enoughTasks: Limits.Tasks).Processes, Stopwatch.GetTimestamp());
        if (_container is null)
            _process.Kill();
        else
            await _container.KillAsync();
    }

    /// <summary>What was inside when it was killed, and when that was.</summary>
    private sealed record Doomed(IReadOnlyList<int> Processes, long At);
}
