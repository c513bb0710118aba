// tries: Answer with the nonce and five thousand claims about lines, negative and absurd: they are not believed, and change no count.
// expect: 0 statements, 0 rows
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var lines = string.Join(',', Enumerable.Range(0, 5_000).Select(i => "{\"Line\":-5,\"Backend\":1,\"From\":0,\"To\":9223372036854775807}"));
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"[]\",\"Lines\":[" + lines + "]}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
