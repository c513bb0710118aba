// tries: Print for ever without ending a line, to standard error as well.
// expect: OutputLimit 1024 KB
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        while (true) { Console.Write('x'); Console.Error.Write("y"); }
    }
}
