// tries: Ten thousand errors: fifty are told.
// expect: CompileError
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) { {{repeat 10000 nothing(); }} return 7; }
}
