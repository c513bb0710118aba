// tries: Patterns over many booleans, where exhaustiveness is what costs.
// expect: CompileError | answers 7
// limit: 4
public sealed class Query(ItemContext db)
{
    static bool B(int n) => n > 0;
    public object RunAsync(int size)
    {
        var t = (B(1), B(2), B(3), B(4), B(5), B(6), B(7), B(8), B(9), B(10), B(11), B(12), B(13), B(14), B(15), B(16));
        return t switch
        {
            (true, _, true, _, true, _, true, _, true, _, true, _, true, _, true, _) => 7, (_, true, _, true, _, true, _, true, _, true, _, true, _, true, _, true) => 7,
            (false, _, _, false, _, _, false, _, _, false, _, _, false, _, _, false) => 7, (_, _, false, _, _, false, _, _, false, _, _, false, _, _, false, _) => 7,
            (true, false, _, _, true, false, _, _, true, false, _, _, true, false, _, _) => 7, _ => 7,
        };
    }
}
