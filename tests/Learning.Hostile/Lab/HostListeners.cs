using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Learning.Hostile.Lab;

/// <summary>
/// What a jail could talk to on this host if it could reach it: TCP and UDP on 127.0.0.1, an abstract socket, and one in the work directory. All are opened
/// by the suite itself; anything that arrives at one is a hole.
/// </summary>
internal sealed class HostListeners : IAsyncDisposable
{
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _abstract = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket _file = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _visitors = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task[] _accepting;

    public HostListeners(string work)
    {
        var name = "latency-lab-" + Path.GetFileName(work);
        var path = Path.Combine(work, "host.sock");
        _tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _abstract.Bind(new UnixDomainSocketEndPoint("\0" + name));
        _file.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        Paths = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tcp-port"] = Port(_tcp),
            ["udp-port"] = Port(_udp),
            ["abstract-socket"] = name,
            ["host-socket"] = path,
        };
        foreach (var listener in (Socket[])[_tcp, _abstract, _file])
            listener.Listen(10);
        _accepting = [AcceptAsync("TCP", _tcp), AcceptAsync("the abstract socket", _abstract), AcceptAsync("the socket in the work directory", _file), ReceiveAsync()];
    }

    public IReadOnlyDictionary<string, string> Paths { get; }

    /// <summary>Who came; empty when all is well.</summary>
    public IReadOnlyList<string> Visitors => [.. _visitors];

    /// <summary>Proves that the listeners would have seen a visitor: one of our own, which is then forgotten.</summary>
    public async Task<bool> HearsAsync(CancellationToken cancellationToken)
    {
        using var visitor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await visitor.ConnectAsync(_tcp.LocalEndPoint!, cancellationToken);
        while (!_visitors.TryDequeue(out _))
            await Task.Delay(5, cancellationToken);
        return true;
    }

    private async Task AcceptAsync(string what, Socket listener)
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var visitor = await listener.AcceptAsync(_closing.Token);
                _visitors.Enqueue($"something connected to {what} of the host");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            await _udp.ReceiveAsync(new byte[16], SocketFlags.None, _closing.Token);
            _visitors.Enqueue("a datagram arrived at the host");
        }
        catch (OperationCanceledException)
        {
            // closing
        }
    }

    private static string Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_accepting);
        foreach (var socket in (Socket[])[_tcp, _udp, _abstract, _file])
            socket.Dispose();
        File.Delete(Paths["host-socket"]);
        _closing.Dispose();
    }
}
