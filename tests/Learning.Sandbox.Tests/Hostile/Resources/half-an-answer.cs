// tries: Write half of an answer and leave.
// expect: RuntimeError before it answered
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"");
        Environment.Exit(0);
        return 7;
    }
}
