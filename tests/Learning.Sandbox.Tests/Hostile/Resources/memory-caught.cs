// tries: Take memory without end and catch each OutOfMemoryException, keeping what it has.
// expect: MemoryLimit | TimeLimit | RuntimeError
// limit: 3
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var all = new List<byte[]>();
        while (true)
        {
            try { var part = new byte[1 << 16]; Array.Fill(part, (byte)1); all.Add(part); }
            catch (OutOfMemoryException) { }
        }
    }
}
