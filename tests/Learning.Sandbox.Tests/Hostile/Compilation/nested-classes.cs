// tries: Two thousand classes in one another.
// expect: CompileError | answers 7
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
    {{repeat 2000 class A { }}{{repeat 2000 } }}
}
