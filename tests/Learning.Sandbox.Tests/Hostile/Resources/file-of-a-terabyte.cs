// tries: A sparse file of a terabyte, and one reserved; a small one is made.
// expect: answers 4096 worked, sparse EFBIG, reserved refused
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Kernel.signal(25, 1);
        var fd = Kernel.open("/tmp/hostile-left-file", 0x42, 0x1b6);
        var reserved = Kernel.posix_fallocate(fd, 0, 1L << 40);
        return new[] { "4096 " + Kernel.Say(Kernel.ftruncate(fd, 4096)), "sparse " + Kernel.Say(Kernel.ftruncate(fd, 1L << 40)), reserved is 27 or 28 ? "reserved refused" : "reserved " + reserved };
    }
}
