// tries: Answer with the nonce, and rows that are no JSON: the judge must call that a wrong answer, not fail itself.
// expect: verdict WrongAnswer
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"not [json at all\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
