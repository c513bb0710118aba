// tries: Have the compiler say something with escapes, markup and text that runs backwards: it comes as text, cut to its length.
// expect: CompileError
public sealed class Query(ItemContext db)
{
#error <script>alert(1)</script> [31mred[0m ‮backwards {{repeat 3000 long}}
    public object RunAsync(int size) => 7;
}
