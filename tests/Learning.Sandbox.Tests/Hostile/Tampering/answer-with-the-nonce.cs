// tries: Answer past the harness with the call's own nonce, from memory. It is an answer like any other, and what it cost was seen outside: nothing.
// expect: answers forged
// expect: 0 statements, 0 rows
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"[{\\\"value\\\":\\\"forged\\\"}]\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
