using System.Net;
using System.Net.Sockets;

namespace Learning.Web.Features.Integrations.Webhooks;

/// <summary>
/// Where a webhook may lead. Its address is a stranger's choice, and this server stands inside a network: only HTTPS to addresses that anybody
/// could reach. In Development, HTTP to this machine too.
/// </summary>
internal sealed class TargetAddresses(IHostEnvironment environment)
{
    /// <summary>RFC 6890 and the registries behind it. Of IPv6, only what is given out as global unicast is public at all.</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>What is wrong with an address that somebody enters, or null. Where its name leads is asked at every connection.</summary>
    public string? Refuse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return "This is no web address. It begins with https://.";
        if (address.UserInfo.Length > 0)
            return "An address with a user name in it is not taken. Messages are signed instead.";
        if (address.Scheme == "http" && !(environment.IsDevelopment() && address.IsLoopback))
            return "Only https:// addresses are taken, for messages tell who did what.";
        if (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && !May(literal))
            return "This address leads into a private network. Only addresses that are reachable from everywhere are taken.";
        return null;
    }

    public bool May(IPAddress address) => IsPublic(address) || (environment.IsDevelopment() && IPAddress.IsLoopback(address));

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>
    /// Connects to an address of the name that may be connected to. Asked here, at the moment of connecting and for the address that is connected
    /// to, because a name can lead elsewhere a second later.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = Array.FindAll(found, May);
        if (allowed.Length == 0)
            throw new TargetRefusedException(found.Length == 0 ? $"{host} leads nowhere." : $"{host} leads to {found[0]}, which is no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The target is one that is not sent to.</summary>
internal sealed class TargetRefusedException(string message) : IOException(message);
