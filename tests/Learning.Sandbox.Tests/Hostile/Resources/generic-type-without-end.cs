// tries: A generic type that needs itself, ever larger, when it is loaded.
// expect: RuntimeError | TimeLimit | MemoryLimit | CompileError
// limit: 4
public class Deep<T> { public static int Go(int n) => n == 0 ? 0 : Deep<Deep<T>>.Go(n - 1) + 1; }

public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => Deep<int>.Go(1_000_000);
}
