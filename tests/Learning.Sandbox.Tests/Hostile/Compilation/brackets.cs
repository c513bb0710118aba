// tries: Twenty thousand opening brackets that nobody closes.
// expect: CompileError
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => {{repeat 20000 [}}
}
