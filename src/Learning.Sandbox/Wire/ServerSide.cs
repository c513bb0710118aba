using System.Net.Sockets;

namespace Learning.Sandbox.Wire;

/// <summary>A session's socket to the cluster: opened, asked to cancel, and seen closed by the server.</summary>
internal static class ServerSide
{
    private static readonly TimeSpan BetweenCancels = TimeSpan.FromMilliseconds(200);

    public static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the server has taken note: it closes the connection then.</summary>
    public static async Task CancelAsync(string path, int pid, byte[] key, CancellationToken cancellationToken)
    {
        using var socket = await ConnectAsync(path, cancellationToken);
        await socket.SendAsync(SessionStart.CancelPacket(pid, key), SocketFlags.None, cancellationToken);
        await socket.ReceiveAsync(new byte[1], SocketFlags.None, cancellationToken);
    }

    /// <summary>
    /// No more will be sent; waits until the server has closed its side, so that no backend outlives the session. A backend still
    /// at work is told to stop, as often as it takes: several statements may be queued in its socket.
    /// </summary>
    public static async Task EndAsync(Socket socket, string path, bool busy, int pid, byte[]? key, CancellationToken cancellationToken)
    {
        socket.Shutdown(SocketShutdown.Send);
        var scrap = new byte[16 << 10];
        while (true)
        {
            if (busy && key is not null)
                await CancelAsync(path, pid, key, cancellationToken);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            pause.CancelAfter(BetweenCancels);
            try
            {
                while (await socket.ReceiveAsync(scrap, SocketFlags.None, pause.Token) > 0)
                    continue;
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                busy = true;
            }
        }
    }
}
