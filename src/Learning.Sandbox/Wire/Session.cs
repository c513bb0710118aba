using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Learning.Sandbox.Wire;

/// <summary>One client's connection, from its first byte until the server has closed the backend behind it.</summary>
internal sealed class Session(Socket client, DoorOptions options, Ledger ledger, DelayLine line, BufferBudget budget)
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(5);
    /// <summary>A cancellation is heard in milliseconds, or when some arithmetic is done that does not look up (CHECK_FOR_INTERRUPTS in PostgreSQL's sources).</summary>
    private static readonly TimeSpan HearingDeadline = TimeSpan.FromMilliseconds(600);
    private const int BuffersAtATime = 16;

    private readonly SessionTracker _tracker = new(ledger);
    private readonly byte[] _clientKey = RandomNumberGenerator.GetBytes(4);
    private BackendReader? _backend;

    /// <summary>Cancels the statement under way, if this is the session that was meant.</summary>
    public bool Owns(int pid, ReadOnlySpan<byte> key) =>
        _backend?.CancelKey is not null && _tracker.BackendPid == pid && CryptographicOperations.FixedTimeEquals(key, _clientKey);

    public Task CancelAsync(CancellationToken cancellationToken) =>
        ServerSide.CancelAsync(options.ServerSocket, _tracker.BackendPid, _backend!.CancelKey!, cancellationToken);

    /// <summary>Runs to the end and never throws: what goes wrong is in the ledger.</summary>
    /// <param name="cancel">For who came to cancel another's statement.</param>
    /// <param name="seat">For who wants a session; null when all are taken.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(Func<int, byte[], CancellationToken, Task> cancel, Func<IDisposable?> seat, CancellationToken stopping)
    {
        using var _ = client;
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            deadline.CancelAfter(StartDeadline);
            var start = await SessionStart.ReadAsync(client, deadline.Token);
            if (start?.Cancel is { } target)
                await cancel(target.Pid, target.Key, stopping);
            else if (start is not null)
                await SeatedAsync(start.ForServer(options.Role, options.Database), seat, stopping);
        }
        catch (WireFaultException fault)
        {
            Fail($"A session was ended: {fault.Message}.", fault.Client);
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException && _backend is null)
        {
            // Nobody had asked for anything yet: a client that left or dawdled before it had a session. A cluster that is not
            // there is told apart by ServeAsync.
        }
        catch (Exception ours)
        {
            Fail($"The proxy failed: {ours.Message}", client: false);
        }
    }

    private async Task SeatedAsync(byte[] startup, Func<IDisposable?> seat, CancellationToken stopping)
    {
        using var taken = seat();
        if (taken is null)
            client.Send(WireText.Fatal("53300", "too many connections"), SocketFlags.None, out SocketError _);
        else
            await ServeAsync(startup, stopping);
    }

    private async Task ServeAsync(byte[] startup, CancellationToken stopping)
    {
        Socket server;
        try
        {
            server = await ServerSide.ConnectAsync(options.ServerSocket, stopping);
        }
        catch (SocketException absent)
        {
            Fail($"The cluster could not be reached: {absent.Message}", client: false);
            return;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using (server)
        {
            _backend = new BackendReader(_tracker);
            lock (ledger.Gate)
                ledger.Current.Connected(_tracker);
            var toServer = new WireLane(server, line, options.RoundTripMs / 2, at => Under(() => _tracker.ServerHas(at)), ended.Cancel, ended.Token);
            var toClient = new WireLane(client, line, options.RoundTripMs / 2, at => Under(() => _tracker.ClientHas(at)), ended.Cancel, ended.Token);
            toServer.Append(startup);
            using var pumping = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
            var asking = PumpAsync(client, new MessageFramer(FrontendReader.KnownTypes, options.MaxMessageBytes, budget, client: true), Frontend(toServer), toServer, pumping.Token);
            var answering = PumpAsync(server, new MessageFramer(BackendReader.KnownTypes, options.MaxMessageBytes, budget, client: false), Backend(toClient), toClient, pumping.Token);
            var first = await Task.WhenAny(asking, answering);
            var ending = await EndingAsync(first, first == asking, stopping);
            // Both stand still before anything is said to either side: a lane has one sender at a time.
            await pumping.CancelAsync();
            await EndingAsync(first == asking ? answering : asking, first != asking, stopping);
            await EndAsync(ending, toServer, toClient);
            await ended.CancelAsync();
            await LeaveServerAsync(server);
        }
    }

    private delegate bool Reader(ReadOnlySpan<byte> message, long arrived);

    private Reader Frontend(WireLane lane)
    {
        var reader = new FrontendReader(_tracker);
        return (message, arrived) =>
        {
            lane.Append(message);
            return reader.Read(message, new Stamp(arrived, lane.Position));
        };
    }

    private Reader Backend(WireLane lane) => (message, arrived) =>
    {
        if (_backend!.Read(message, new Stamp(arrived, lane.Position + message.Length)))
            lane.Append(WireText.BackendKey(_tracker.BackendPid, _clientKey));
        else
            lane.Append(message);
        return true;
    };

    /// <summary>From one socket to the other side's lane, until the end of the stream (or a goodbye).</summary>
    private async Task PumpAsync(Socket from, MessageFramer framer, Reader read, WireLane lane, CancellationToken cancellationToken)
    {
        using var _ = framer;
        // What is staged already is the start-up message.
        await lane.SendAsync(Stopwatch.GetTimestamp(), cancellationToken);
        var buffers = 0;
        for (var open = true; open;)
        {
            // A socket that always has more never gives its thread back by itself, and twenty of them would have all there are.
            if (++buffers % BuffersAtATime == 0)
                await Task.Yield();
            var count = await from.ReceiveAsync(framer.Free(), SocketFlags.None, cancellationToken);
            if (count == 0)
            {
                if (framer.Pending > 0)
                    throw new WireFaultException("the stream ended in the middle of a message", client: ReferenceEquals(from, client));
                return;
            }
            var arrived = Stopwatch.GetTimestamp();
            framer.Received(count);
            open = Take(framer, read, arrived);
            await lane.SendAsync(arrived, cancellationToken);
        }
    }

    private bool Take(MessageFramer framer, Reader read, long arrived)
    {
        lock (ledger.Gate)
        {
            while (framer.TryRead(out var message))
            {
                if (!read(message, arrived))
                    return false;
            }
            return true;
        }
    }

    private sealed record Ending(string? Gap, bool Client, bool Fault);

    private static async Task<Ending> EndingAsync(Task pump, bool client, CancellationToken stopping)
    {
        try
        {
            await pump;
            return new Ending(null, client, Fault: false);
        }
        catch (WireFaultException fault)
        {
            return new Ending($"A session was ended: {fault.Message}.", fault.Client, Fault: true);
        }
        catch (SocketException)
        {
            return new Ending(null, client, Fault: false);
        }
        catch (OperationCanceledException)
        {
            // A lane to the client that broke, or the door that closes on the client: both end what the client had begun.
            return new Ending(null, Client: true, Fault: stopping.IsCancellationRequested);
        }
    }

    /// <summary>Lets what is under way arrive, says why the session ends if there is something to say, and closes the books.</summary>
    private async Task EndAsync(Ending ending, WireLane toServer, WireLane toClient)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        if (ending.Gap is not null)
            Under(() => ledger.Current.Fail(ending.Gap, ending.Client));
        try
        {
            if (ending.Gap is not null)
                toClient.Append(WireText.Fatal("08P01", ending.Gap));
            if (ending.Client && !ending.Fault)
                await toServer.CompleteAsync(deadline.Token);
            else
                await toClient.CompleteAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // The other side is gone or does not read: then it arrives no more.
        }
        Under(() =>
        {
            _wasBusy = _tracker.Busy;
            _tracker.Ended(ending.Gap, ending.Client);
        });
    }

    private bool _wasBusy;

    private async Task LeaveServerAsync(Socket server)
    {
        client.Close();
        using var deadline = new CancellationTokenSource(EndDeadline);
        using var hearing = new CancellationTokenSource(_wasBusy ? HearingDeadline : Timeout.InfiniteTimeSpan);
        await using var deaf = hearing.Token.Register(() => options.Deaf?.Invoke());
        try
        {
            await ServerSide.EndAsync(server, options.ServerSocket, _wasBusy, _tracker.BackendPid, _backend!.CancelKey, deadline.Token);
        }
        catch (SocketException)
        {
            // The server had closed it before: that is what was wanted.
        }
        catch (OperationCanceledException)
        {
            // What it was in the middle of is the client's.
            Fail($"A backend (process {_tracker.BackendPid}) did not end within {EndDeadline.TotalSeconds} s.", client: _wasBusy);
        }
    }

    private void Fail(string gap, bool client) => Under(() => ledger.Current.Fail(gap, client));

    private void Under(Action action)
    {
        lock (ledger.Gate)
            action();
    }
}
