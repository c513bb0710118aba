// tries: Write ten gigabytes on the real standard output, past the console, in one line.
// expect: OutputLimit answer is larger
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var bytes = new byte[1 << 20];
        Array.Fill(bytes, (byte)'x');
        for (var i = 0; i < 10_000; i++) Kernel.write(1, bytes, bytes.Length);
        return 7;
    }
}
