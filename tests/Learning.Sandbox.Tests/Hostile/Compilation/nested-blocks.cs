// tries: Ten thousand blocks and conditions in one another.
// expect: CompileError
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) { {{repeat 10000 if (size > 0) { }} return 1; {{repeat 10000 } }} }
}
