// tries: Answer with the nonce, and rows nested a hundred thousand deep.
// expect: verdict WrongAnswer
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"" + new string('[', 100_000) + new string(']', 100_000) + "\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
