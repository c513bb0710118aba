// tries: A regular expression that backtracks for ever.
// expect: TimeLimit Stopped at 1.5 s
// limit: 1.5
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return System.Text.RegularExpressions.Regex.IsMatch(new string('a', 60) + "!", "^(a+)+$");
    }
}
