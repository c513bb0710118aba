// tries: Name a portal longer than the server reads: it closes without a word, and the hole must not look like ours.
// expect: RuntimeError
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        using var wire = new Wire(db);
        var message = new byte[1 + 4 + 10_101 + 4];
        message[0] = (byte)'E';
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 1);
        Array.Fill(message, (byte)'x', 5, 10_100);
        wire.Send(message);
        try { wire.Take(1); } catch (Exception) { return 1; }
        throw new InvalidOperationException("the control: the session goes on");
    }
}
