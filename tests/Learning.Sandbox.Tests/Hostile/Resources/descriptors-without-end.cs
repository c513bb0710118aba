// tries: Open descriptors without end.
// expect: answers EMFILE
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        for (var i = 0; i < 100_000; i++)
            if (Kernel.open("/dev/zero", 0) < 0)
            {
                var said = Kernel.Say(-1);
                for (var fd = 200; fd < 520; fd++) Kernel.close(fd);
                return said;
            }
        return "a hundred thousand";
    }
}
