// tries: Answer with the nonce and a claim about a line that is null: whoever looks at it must not fall over it.
// expect: RuntimeError something other than an answer
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"[]\",\"Lines\":[null]}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
