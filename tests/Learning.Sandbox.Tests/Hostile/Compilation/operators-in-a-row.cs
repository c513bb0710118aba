// tries: A sum of thirty thousand terms: the tree leans to one side, and is as deep as it is long.
// expect: CompileError | answers 30001
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => {{repeat 30000 size / size + }}size / size;
}
