// tries: Pointers.
// expect: CompileError unsafe
public sealed class Query(ItemContext db)
{
    public unsafe object RunAsync(int size) { int* p = &size; return *p; }
}
