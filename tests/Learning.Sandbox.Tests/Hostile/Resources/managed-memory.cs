// tries: Take managed memory without end.
// expect: MemoryLimit Stopped at 192 MB
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var all = new List<byte[]>();
        while (true) { var part = new byte[1 << 20]; Array.Fill(part, (byte)1); all.Add(part); }
    }
}
