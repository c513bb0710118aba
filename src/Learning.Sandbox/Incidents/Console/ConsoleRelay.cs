using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Incidents.Console;

/// <summary>
/// What the console's connections pass through. Npgsql reads an error or a notice whole, and a learner can make one of hundreds of megabytes: a longer one
/// than anybody reads ends its session, with a word that says so. Rows pass as they come.
/// </summary>
internal sealed class ConsoleRelay : IAsyncDisposable
{
    public const int LongestSaid = 1 << 20;
    private const int ChunkBytes = 64 << 10;
    private const int Backlog = 16;

    private readonly string _server;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _sessions = [];
    private readonly Task _accepting;

    /// <param name="directory">Made for its socket; the host that clients name.</param>
    /// <param name="server">The server's own socket.</param>
    public ConsoleRelay(string directory, string server)
    {
        (Directory, _server) = (directory, server);
        System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(directory, ".s.PGSQL.5432")));
        _listener.Listen(Backlog);
        _accepting = AcceptAsync();
    }

    public string Directory { get; }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var session = RelayAsync(await _listener.AcceptAsync(_stopping.Token));
                _sessions[session] = true;
                _ = session.ContinueWith(ended => _sessions.TryRemove(ended, out _), TaskScheduler.Default);
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // That one connection did not come to be.
            }
        }
    }

    /// <summary>Until either side has left.</summary>
    private async Task RelayAsync(Socket client)
    {
        using var _ = client;
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_server), ended.Token);
            await await Task.WhenAny(AskAsync(client, server, ended.Token), AnswerAsync(server, client, ended.Token));
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever is left sees its connection closed.
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private static async Task AskAsync(Socket client, Socket server, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkBytes];
        while (await client.ReceiveAsync(buffer, SocketFlags.None, cancellationToken) is > 0 and var count)
            await server.SendAsync(buffer.AsMemory(0, count), SocketFlags.None, cancellationToken);
    }

    private static async Task AnswerAsync(Socket server, Socket client, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkBytes];
        var (held, body) = (0, 0L); // bytes of a header that is not whole, and those that are still to come of a message
        while (await server.ReceiveAsync(buffer.AsMemory(held), SocketFlags.None, cancellationToken) is > 0 and var count)
        {
            var (whole, next, tooLong) = Scan(buffer.AsSpan(0, held + count), body);
            await client.SendAsync(buffer.AsMemory(0, whole), SocketFlags.None, cancellationToken);
            if (tooLong is { } length)
            {
                await client.SendAsync(WireText.Fatal("54000", string.Create(CultureInfo.InvariantCulture, $"an error or notice of {length:N0} bytes ended this session, the console takes {LongestSaid:N0}; the next statement opens another, and what was in its transaction is gone")), SocketFlags.None, cancellationToken);
                return;
            }
            (held, body) = (held + count - whole, next);
            buffer.AsSpan(whole, held).CopyTo(buffer);
        }
    }

    /// <summary>How much may go on, what is to come of its last message, and the length of what may not.</summary>
    private static (int Whole, long Body, long? TooLong) Scan(ReadOnlySpan<byte> bytes, long body)
    {
        var at = 0;
        while (true)
        {
            var passed = (int)Math.Min(body, bytes.Length - at);
            (at, body) = (at + passed, body - passed);
            if (body > 0 || bytes.Length - at < MessageFramer.HeaderBytes)
                return (at, body, null);
            long length = BinaryPrimitives.ReadInt32BigEndian(bytes[(at + 1)..]);
            if (bytes[at] is (byte)'E' or (byte)'N' && length > LongestSaid)
                return (at, 0, length);
            body = 1 + Math.Max(4, length);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions.Keys);
        _stopping.Dispose();
    }
}
