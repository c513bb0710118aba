// tries: Answer a sequence whose next row never comes, while it is being read.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        static IEnumerable<int> Rows() { yield return 1; Thread.Sleep(Timeout.Infinite); }
        return Rows();
    }
}
