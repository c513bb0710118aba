// tries: Make sockets of families that talk to the kernel or the machine. AF_UNIX is made.
// expect: answers unix worked, inet refused, inet6 refused, netlink refused, packet refused, alg refused, vsock refused, bluetooth refused, key refused, xdp refused, tipc refused, can refused, pair refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var families = new (string Name, int Family, int Type)[] { ("unix", 1, 1), ("inet", 2, 1), ("inet6", 10, 1), ("netlink", 16, 3), ("packet", 17, 3), ("alg", 38, 5), ("vsock", 40, 1), ("bluetooth", 31, 3), ("key", 15, 3), ("xdp", 44, 3), ("tipc", 30, 1), ("can", 29, 3) };
        var pair = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
        return families.Select(each => Kernel.Call(each.Name, 41, each.Family, each.Type)).Append(Kernel.Call("pair", 53, 2, 1, 0, pair));
    }
}
