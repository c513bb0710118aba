// tries: Answer an object that holds itself.
// expect: RuntimeError JsonException
public sealed class Circle { public Circle Self => this; }

public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => new Circle();
}
