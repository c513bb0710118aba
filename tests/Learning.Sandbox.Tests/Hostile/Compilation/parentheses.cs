// tries: Ten thousand nested parentheses: the compiler's recursion, and with it whoever compiles.
// expect: CompileError
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => {{repeat 10000 (}}1{{repeat 10000 )}};
}
