// tries: Send a datagram to the host's 127.0.0.1, where the suite listens.
// expect: answers nothing
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Works(
            ("UDP", () => { using var client = new System.Net.Sockets.UdpClient(); return client.Send([1, 2, 3], 3, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, {{udp-port}})) == 3; }),
            ("UDP by six", () => { using var client = new System.Net.Sockets.UdpClient(System.Net.Sockets.AddressFamily.InterNetworkV6); return client.Send([1], 1, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback.MapToIPv6(), {{udp-port}})) == 1; }));
    }
}
