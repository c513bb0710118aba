// tries: Give pipes and sockets more room than they come with: the kernel counts the pages of an account's pipes together, the supervisor's among them, and what lies in a socket is in no process's memory.
// expect: answers pipe worked, its size worked, more of it refused, sockets worked, more to receive worked, more to send refused
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var ends = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
        var room = System.Runtime.InteropServices.Marshal.AllocHGlobal(4);
        System.Runtime.InteropServices.Marshal.WriteInt32(room, 1 << 20);
        var said = new List<string> { Kernel.Call("pipe", 293, ends) };
        var pipe = System.Runtime.InteropServices.Marshal.ReadInt32(ends);
        said.Add(Kernel.Call("its size", 72, pipe, 1032));
        said.Add(Kernel.Call("more of it", 72, pipe, 1031, 1 << 20));
        said.Add(Kernel.Call("sockets", 53, 1, 1, 0, ends));
        var socket = System.Runtime.InteropServices.Marshal.ReadInt32(ends);
        said.Add(Kernel.Call("more to receive", 54, socket, 1, 8, room, 4));
        said.Add(Kernel.Call("more to send", 54, socket, 1, 7, room, 4));
        return said;
    }
}
