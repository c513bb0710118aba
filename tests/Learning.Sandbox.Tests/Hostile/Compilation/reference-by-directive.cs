// tries: Reference an assembly of the host by directive.
// expect: CompileError #r
#r "/runner/Learning.Runner.dll"
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => typeof(Learning.Runner.Caller).FullName!;
}
