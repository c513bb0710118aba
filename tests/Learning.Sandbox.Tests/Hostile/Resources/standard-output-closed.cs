// tries: Close every descriptor, the runner's own streams among them, and answer.
// expect: RuntimeError | TimeLimit
// limit: 3
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        for (var fd = 0; fd < 300; fd++) Kernel.close(fd);
        return 7;
    }
}
