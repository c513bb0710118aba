// tries: Three thousand calls in one chain.
// expect: CompileError | answers 1
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => new[] { 1 }.AsEnumerable(){{repeat 3000 .Select(x => x)}}.Single();
}
