// tries: A type with five thousand type arguments in one another.
// expect: CompileError | answers nothing
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => new {{repeat 5000 List<}}int{{repeat 5000 >}}();
}
