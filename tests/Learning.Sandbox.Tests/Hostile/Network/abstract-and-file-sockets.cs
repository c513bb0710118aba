// tries: Reach the host's unix sockets: an abstract one and one in the work directory that the suite opened, and those of services. An abstract socket of the jail's own is reached.
// expect: answers control
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        static object Connect(string name)
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(name));
            return socket;
        }
        var own = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        own.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint("\0own" + Environment.TickCount64));
        own.Listen();
        return Attack.Works(
            ("control", () => { var client = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified); client.Connect(own.LocalEndPoint!); return true; }),
            ("abstract", () => Connect("\0{{abstract-socket}}")), ("file", () => Connect("{{host-socket}}")), ("docker", () => Connect("/var/run/docker.sock")), ("docker in run", () => Connect("/run/docker.sock")),
            ("containerd", () => Connect("/run/containerd/containerd.sock")), ("D-Bus", () => Connect("/run/dbus/system_bus_socket")), ("systemd", () => Connect("/run/systemd/private")), ("X11", () => Connect("\0/tmp/.X11-unix/X0")),
            ("log", () => Connect("/dev/log")), ("PostgreSQL", () => Connect("/var/run/postgresql/.s.PGSQL.5432")), ("cluster", () => Connect("/sock/.s.PGSQL.5432")));
    }
}
