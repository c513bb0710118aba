// tries: Include a file of the host by a documentation comment.
// expect: answers 7
// expect: never says root:
/// <include file='/etc/passwd' path='//*' />
public sealed class Query(ItemContext db)
{
    /// <include file='/proc/1/environ' path='//*' />
    public object RunAsync(int size) => 7;
}
