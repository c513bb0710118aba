using System.Buffers.Binary;
using System.Text;

namespace Learning.Sandbox.Wire;

/// <summary>Reads one message's body strictly: nothing past its end, nothing left over.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> body, bool client)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>A 16-bit count; libpq lets it go to 65535.</summary>
    public int Count() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public string Text()
    {
        var end = _rest.IndexOf((byte)0);
        if (end < 0)
            throw new WireFaultException("a string without its end", client);
        var text = Encoding.UTF8.GetString(_rest[..end]);
        _rest = _rest[(end + 1)..];
        return text;
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
            throw new WireFaultException("a message shorter than its content", client);
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new WireFaultException("a message longer than its content", client);
    }
}
