// tries: Answer on the real standard output with a nonce that it guesses.
// expect: RuntimeError something other than an answer
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"000000000000000000000000\",\"Rows\":\"[]\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
