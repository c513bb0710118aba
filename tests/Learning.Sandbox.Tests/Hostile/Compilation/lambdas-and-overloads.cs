// tries: Overloads that double the compiler's work with each lambda inside: it stops within its limit.
// expect: CompileError could not finish | CompileError
public sealed class Query(ItemContext db)
{
    static void F(Func<int, string> f) { } static void F(Func<string, int> f) { } static void F(Func<long, double> f) { } static string G(Func<int, int> f) => ""; static int G(Func<string, string> f) => 1; static double G(Func<long, long> f) => 1;
    public object RunAsync(int size) { F(a => {{repeat 14 G(b => G(c => }}c{{repeat 14 ))}}); return 7; }
}
