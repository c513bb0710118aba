using System.Net.Sockets;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>Stands between a client and a door and writes down what passes.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly List<(char, byte[])> _lines = [];
    private readonly Lock _gate = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("tape-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _relaying;

    public Recorder(string doorSocket)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_directory, ".s.PGSQL.5432")));
        _listener.Listen();
        _relaying = RelayAsync(doorSocket);
    }

    public string Host => _directory;
    public Tape Tape => new([.. _lines]);

    public async ValueTask DisposeAsync()
    {
        await _relaying.WaitAsync(TimeSpan.FromSeconds(10));
        _listener.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RelayAsync(string doorSocket)
    {
        using var client = await _listener.AcceptAsync();
        using var door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await door.ConnectAsync(new UnixDomainSocketEndPoint(doorSocket));
        await Task.WhenAll(CopyAsync('C', client, door), CopyAsync('S', door, client));
    }

    private async Task CopyAsync(char name, Socket from, Socket to)
    {
        var buffer = new byte[64 << 10];
        while (await from.ReceiveAsync(buffer) is var count && count > 0)
        {
            lock (_gate)
                _lines.Add((name, buffer[..count]));
            await to.SendAsync(buffer.AsMemory(0, count));
        }
        to.Shutdown(SocketShutdown.Send);
    }
}
