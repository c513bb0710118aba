// tries: Kill the jail's first process, and its parent, with every signal; then answer. Docker's first process passes signals on, so there it ends itself alone.
// expect: answers 7
// docker: RuntimeError The process ended with exit code 129 before it answered.
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        foreach (var signal in new[] { 1, 2, 3, 6, 9, 11, 15, 19, 31, 34 }) { Kernel.kill(1, signal); Kernel.kill(0 - 1 + 1 + 1, signal); }
        return 7;
    }
}
