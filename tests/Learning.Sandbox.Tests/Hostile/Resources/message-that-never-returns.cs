// tries: Throw an exception whose message runs for ever when it is told.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Endless : Exception { public override string Message { get { while (true) { } } } }

public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => throw new Endless();
}
