// tries: Fifty thousand statements in one method: the compiler of the runtime gets them too.
// expect: answers 7 | CompileError | TimeLimit
// limit: 4
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size)
    {
        var a = 0;
        {{repeat 20000 a += size ^ a; }}
        return 7 + (a & 0);
    }
}
