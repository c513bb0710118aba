// tries: Answer an object whose property runs for ever when it is written out.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Row { public int Value { get { while (true) { } } } }

public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => new Row();
}
