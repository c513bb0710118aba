// tries: Answer with the nonce, and numbers that no type holds, names that repeat, and half of a character.
// expect: verdict WrongAnswer
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"[{\\\"value\\\":1e999999},{\\\"value\\\":-0.0,\\\"value\\\":2},{\\\"value\\\":\\\"\\\\ud800\\\"},{}]\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
