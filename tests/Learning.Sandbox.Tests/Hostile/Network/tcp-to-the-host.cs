// tries: Connect to a listener that the suite opened on the host's 127.0.0.1. A socket of the kind that is allowed connects: the door's.
// expect: answers door
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        using var tcp = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        return Attack.Works(
            ("door", () => { tcp.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(Directory.GetFiles(Directory.GetDirectories("/door").Max()!, ".s.PGSQL.5432")[0])); return true; }),
            ("TCP", () => { using var client = new System.Net.Sockets.TcpClient(); client.Connect(System.Net.IPAddress.Loopback, {{tcp-port}}); return true; }),
            ("TCP by six", () => { using var client = new System.Net.Sockets.TcpClient(System.Net.Sockets.AddressFamily.InterNetworkV6); client.Connect(System.Net.IPAddress.Loopback.MapToIPv6(), {{tcp-port}}); return true; }),
            ("HTTP", () => { using var client = new System.Net.Http.HttpClient { Timeout = TimeSpan.FromSeconds(1) }; return client.Send(new(System.Net.Http.HttpMethod.Get, "http://127.0.0.1:{{tcp-port}}/")); }),
            ("Npgsql", () => { using var connection = new Npgsql.NpgsqlConnection("Host=127.0.0.1;Port={{tcp-port}};Timeout=1;Username=x"); connection.Open(); return true; }));
    }
}
