// tries: Lock the runtime's and the runner's files, which every jail shares: .NET opens files under a lock, so nobody else's runner would start any more.
// expect: TimeLimit
// limit: 4
// beside: a new runner
// alone: A runner that starts is the measure here; those that the pool starts for other cases would be held up as well.
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        foreach (var file in Directory.EnumerateFiles("/runner", "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles("/dotnet", "*.dll", SearchOption.AllDirectories)).Take(400))
            Kernel.flock(Kernel.open(file, 0), 2 | 4);
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
