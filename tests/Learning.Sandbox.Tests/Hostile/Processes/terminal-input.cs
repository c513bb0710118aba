// tries: Push characters into a terminal of the host's (TIOCSTI), through its own streams or a terminal device. There is no terminal, and the call is refused.
// expect: answers 0 refused, 1 refused, 2 refused, linux refused, terminal none
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var letter = new byte[] { (byte)'x' };
        string Push(int fd) => Kernel.ioctl(fd, 0x5412, letter) is var returned && Kernel.Refused(returned) ? $"{fd} refused" : $"{fd} {Kernel.Say(returned)}";
        var linux = Kernel.ioctl(0, 0x541C, letter);
        var terminal = Kernel.open("/dev/tty", 2);
        return new[] { Push(0), Push(1), Push(2), Kernel.Refused(linux) ? "linux refused" : "linux " + Kernel.Say(linux), terminal < 0 ? "terminal none" : "terminal open" };
    }
}
