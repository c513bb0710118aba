// tries: An assembly without the type that is called, or with too many methods of its name.
// expect: RuntimeError exactly one method
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
    public object RunAsync(string size) => 8;
}
