// tries: A constant that doubles with every line, to gigabytes, while it compiles.
// expect: CompileError
public sealed class Query(ItemContext db)
{
    const string A = "{{repeat 1000 aaaaaaaaaa}}";
    const string B = A + A + A + A + A + A + A + A, C = B + B + B + B + B + B + B + B, D = C + C + C + C + C + C + C + C, E = D + D + D + D + D + D + D + D, F = E + E + E + E + E + E + E + E, G = F + F + F + F + F + F + F + F, H = G + G + G + G + G + G + G + G;
    public object RunAsync(int size) => H.Length;
}
