// tries: Answer past the harness and return as well: the second answer meets the next call, which it was not for.
// expect: RuntimeError something other than an answer
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"[]\"}\n");
        return 7;
    }
}
