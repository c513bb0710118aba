using System.Buffers;
using System.Buffers.Binary;

namespace Learning.Sandbox.Wire;

/// <summary>
/// Cuts a byte stream into protocol messages, whole ones only, so that nothing is passed on before it was looked at.
/// Type and length are judged as soon as the five header bytes are there; the body of a bad message is never awaited.
/// </summary>
internal sealed class MessageFramer(string knownTypes, int maxMessageBytes, BufferBudget budget, bool client) : IDisposable
{
    public const int HeaderBytes = 5;
    private const int ChunkBytes = 64 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private int _start;
    private int _end;
    private long _borrowed;

    /// <summary>Where to receive next; never empty.</summary>
    public Memory<byte> Free()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        var needed = _end < HeaderBytes ? ChunkBytes : Math.Max(ChunkBytes, HeaderBytes - 4 + Length(_buffer));
        if (needed > _buffer.Length)
            Grow(needed);
        else if (_end == 0 && _borrowed > 0)
            Shrink();
        return _buffer.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    /// <summary>The next whole message, header included; valid until <see cref="Free"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> message)
    {
        message = default;
        var rest = _buffer.AsSpan(_start.._end);
        if (rest.IsEmpty)
            return false;
        if (!knownTypes.Contains((char)rest[0], StringComparison.Ordinal))
            throw new WireFaultException($"a message of unknown type 0x{rest[0]:x2}", client);
        if (rest.Length < HeaderBytes)
            return false;
        var length = Length(rest);
        if (length < 4)
            throw new WireFaultException($"a message with length {length}", client);
        if (length > maxMessageBytes)
            throw new WireFaultException($"a message of {length:N0} bytes, over the limit of {maxMessageBytes:N0}", client: true);
        if (rest.Length < length + 1)
            return false;
        message = rest[..(length + 1)];
        _start += length + 1;
        return true;
    }

    /// <summary>Bytes of a message that has not arrived in full.</summary>
    public int Pending => _end - _start;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        budget.Return(_borrowed);
        _borrowed = 0;
    }

    private static int Length(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32BigEndian(header[1..]);

    private void Grow(int needed)
    {
        if (!budget.TryBorrow(needed - _borrowed))
            throw new WireFaultException("too many long messages at once", client: true);
        _borrowed = needed;
        var larger = ArrayPool<byte>.Shared.Rent(needed);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Shrink()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        budget.Return(_borrowed);
        _borrowed = 0;
    }
}

/// <summary>What the sessions of a door may hold together: bytes beyond their ordinary buffers, or characters.</summary>
internal sealed class BufferBudget(long most)
{
    private long _left = most;

    public bool TryBorrow(long count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0)
            return true;
        Interlocked.Add(ref _left, count);
        return false;
    }

    public void Return(long count) => Interlocked.Add(ref _left, count);
}
