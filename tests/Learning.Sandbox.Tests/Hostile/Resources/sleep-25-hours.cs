// tries: Sleep for twenty-five hours, past any clock that counts a day.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Thread.Sleep(TimeSpan.FromHours(25));
        return 7;
    }
}
