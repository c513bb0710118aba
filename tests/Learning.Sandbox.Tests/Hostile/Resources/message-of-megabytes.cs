// tries: Throw an exception with a message of fifty million characters, in a chain of a thousand causes.
// expect: RuntimeError
// limit: 20
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Exception? chain = null;
        for (var i = 0; i < 1_000; i++) chain = new InvalidOperationException("cause " + i, chain);
        throw new InvalidOperationException(new string('m', 20_000_000), chain);
    }
}
