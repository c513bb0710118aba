// tries: Return a task that nobody completes.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return new TaskCompletionSource<int>().Task;
    }
}
