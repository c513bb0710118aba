// tries: Speak events of other phases: ready, compiled, scratched.
// expect: RuntimeError something other than an answer
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"ready\"}\n{\"said\":\"compiled\",\"Success\":true,\"Diagnostics\":[],\"Milliseconds\":0}\n{\"said\":\"scratched\",\"Id\":\"x\",\"Columns\":[],\"Rows\":[],\"RowCount\":0}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
