// tries: Find a way out: interfaces, routes, neighbours, listening sockets of others.
// expect: answers nothing
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var found = new List<string>();
        found.AddRange(File.ReadLines("/proc/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim()).Where(name => name != "lo"));
        found.AddRange(File.ReadLines("/proc/net/route").Skip(1).Where(line => line.Trim().Length > 0));
        found.AddRange(File.Exists("/proc/net/ipv6_route") ? File.ReadLines("/proc/net/ipv6_route").Where(line => !line.TrimEnd().EndsWith(" lo")) : []);
        foreach (var table in new[] { "tcp", "tcp6", "udp", "udp6", "raw", "packet", "arp" })
            found.AddRange(File.Exists("/proc/net/" + table) ? File.ReadLines("/proc/net/" + table).Skip(1) : []);
        return found;
    }
}
