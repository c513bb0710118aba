// tries: Listen where somebody of the host could be made to connect to. Listening on a socket in /tmp works.
// expect: answers control
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Works(
            ("control", () => { var own = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified); own.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint("/tmp/hostile-left.sock")); own.Listen(); return true; }),
            ("TCP", () => { var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0); listener.Start(); return true; }),
            ("UDP", () => { var listener = new System.Net.Sockets.UdpClient(0); return true; }));
    }
}
