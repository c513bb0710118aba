using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Learning.Grading;

namespace Learning.Sandbox.Wire;

/// <summary>
/// The only way from a jail to one database of its cluster: a socket that records all that passes. Open it for one data set,
/// enclose each call in <see cref="BeginCall"/> and <see cref="EndCall"/>, and close it: for a single call before its EndCall, else after the last.
/// </summary>
internal sealed class Door : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Connections past those that may have a session: they may be there to cancel a statement, as the server itself lets them be.</summary>
    private const int ToCancel = 8;

    private readonly DoorOptions _options;
    private readonly DelayLine _line;
    private readonly Ledger _ledger;
    private readonly BufferBudget _budget;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Session, Task> _sessions = new();
    private readonly TaskCompletionSource<string> _limit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private int _seated;
    private bool _closed;

    internal Door(DoorOptions options, DelayLine line)
    {
        (_options, _line) = (options, line);
        _ledger = new Ledger(options, reason => _limit.TrySetResult(reason));
        _budget = new BufferBudget(options.MaxBufferedBytes);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(options.SocketPath));
            // Started as root (tests) the jail has another uid; the directory's own mode keeps others out.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(options.SocketPath, Environment.IsPrivilegedProcess ? (UnixFileMode)0b110_110_110 : UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _listener.Listen(options.MaxConnections + ToCancel);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Completes with the reason when a limit was passed; the sessions have been ended, and no more are let in.</summary>
    public Task<string> LimitHit => _limit.Task;

    /// <summary>Of the call that is running; for progress.</summary>
    public int StatementCount
    {
        get
        {
            lock (_ledger.Gate)
                return _ledger.Current.Count;
        }
    }

    /// <summary>The limit that was passed, as <see cref="LimitHit"/> tells it; null while none was.</summary>
    public string? LimitReached => _limit.Task.IsCompletedSuccessfully ? _limit.Task.Result : null;

    /// <summary>Time 0 is now. What came since the last call (or the opening) belongs to this one.</summary>
    public void BeginCall()
    {
        lock (_ledger.Gate)
            _ledger.Begin(Stopwatch.GetTimestamp());
    }

    /// <summary>
    /// What crossed since <see cref="BeginCall"/>; statements that have not finished are a gap, of the client's doing. After
    /// <see cref="CloseAsync"/> it has the stragglers too: what was on its way when the answer came.
    /// </summary>
    public WireRecord EndCall()
    {
        lock (_ledger.Gate)
            return _ledger.End(Stopwatch.GetTimestamp());
    }

    /// <summary>Lets nobody in any more, ends every session, and returns when the server has closed each of them.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_closed)
            return;
        _closed = true;
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        File.Delete(_options.SocketPath);
        try
        {
            await Task.WhenAll(_sessions.Values).WaitAsync(CloseDeadline, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new InfrastructureException($"Sessions at {_options.SocketPath} did not end within {CloseDeadline.TotalSeconds} s.", late);
        }
        _stopping.Dispose();
    }

    public async ValueTask DisposeAsync() => await CloseAsync(CancellationToken.None);

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Admit(await _listener.AcceptAsync(_stopping.Token));
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
            {
                return; // the listener may be gone between the look at the token and the accept
            }
            catch (SocketException refused)
            {
                lock (_ledger.Gate)
                    _ledger.Current.Fail($"The door could not let a connection in: {refused.Message}", client: false);
                return;
            }
        }
    }

    private void Admit(Socket client)
    {
        if (_limit.Task.IsCompleted || _sessions.Count >= _options.MaxConnections + ToCancel)
        {
            using (client)
            {
                client.Blocking = false;
                client.Send(WireText.Fatal("53300", "too many connections"), SocketFlags.None, out SocketError _);
            }
            return;
        }
        var session = new Session(client, _options, _ledger, _line, _budget);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _sessions[session] = RunAsync(session, begin.Task);
        begin.SetResult();
    }

    private IDisposable? Seat()
    {
        if (Interlocked.Increment(ref _seated) <= _options.MaxConnections)
            return new Seating(this);
        Interlocked.Decrement(ref _seated);
        return null;
    }

    private sealed class Seating(Door door) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref door._seated);
    }

    private async Task RunAsync(Session session, Task begin)
    {
        await begin;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var running = session.RunAsync(CancelAsync, Seat, ended.Token);
        if (await Task.WhenAny(running, _limit.Task) == _limit.Task)
            await ended.CancelAsync();
        await running;
        _sessions.TryRemove(session, out _);
    }

    private async Task CancelAsync(int pid, byte[] key, CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _line.Add(Stopwatch.GetTimestamp() + (long)(_options.RoundTripMs / 2_000 * Stopwatch.Frequency), _ => arrived.TrySetResult(), default);
        await arrived.Task.WaitAsync(cancellationToken);
        if (_sessions.Keys.FirstOrDefault(session => session.Owns(pid, key)) is { } target)
            await target.CancelAsync(cancellationToken);
    }
}
