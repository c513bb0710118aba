// tries: Leave with success before the answer: no answer is no pass.
// expect: RuntimeError exit code 0 before it answered
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Environment.Exit(0);
        return 7;
    }
}
