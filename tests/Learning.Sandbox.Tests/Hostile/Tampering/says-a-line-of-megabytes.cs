// tries: Say an event that carries no rows in one line of two megabytes: the runner writes none so long.
// expect: RuntimeError something other than an answer
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"printed\",\"Text\":\"" + new string('x', 2_000_000) + "\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
