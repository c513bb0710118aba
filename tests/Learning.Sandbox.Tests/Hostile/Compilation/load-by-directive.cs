// tries: Load a file of the host by directive, so that it is told in messages.
// expect: CompileError #load
// expect: never says root:
#load "/etc/passwd"
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
}
