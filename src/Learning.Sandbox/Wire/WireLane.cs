using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Learning.Sandbox.Wire;

/// <summary>
/// One direction of a session: whole messages are appended, wait out the delay, and are written in order. Chunks that wait at
/// the same time share the delay, as on a real line. At most <see cref="MaxChunks"/> are under way; more wait at the reader.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made; there is nothing to dispose of.")]
internal sealed class WireLane
{
    private const int MaxChunks = 32;
    private const int ChunkBytes = 64 << 10;
    /// <summary>What a server writes at a time. A buffer that only fits a row would be a write for each row, and thirty-two rows all that a delay holds.</summary>
    private const int LeastBytes = 8 << 10;

    private readonly Socket _to;
    private readonly DelayLine _line;
    private readonly long _delay;
    private readonly Action<Stamp> _handingOver;
    private readonly Action _broken;
    private readonly Action<Chunk> _release;
    private readonly SemaphoreSlim _free = new(MaxChunks);
    // The writer runs on the delay line's thread as long as the socket takes what it gets: no hop, no added latency.
    private readonly Channel<Chunk> _due = Channel.CreateUnbounded<Chunk>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = true });
    private readonly List<Chunk> _staged = [];
    private readonly Task _writing;
    private bool _isBroken;

    // handingOver: called right before bytes are written, with the time and their end's position.
    // broken: called when the other side does not take any more.
    public WireLane(Socket to, DelayLine line, double delayMs, Action<Stamp> handingOver, Action broken, CancellationToken cancellationToken)
    {
        (_to, _line, _handingOver, _broken) = (to, line, handingOver, broken);
        _delay = (long)(delayMs * Stopwatch.Frequency / 1_000);
        _release = chunk => _due.Writer.TryWrite(chunk);
        _writing = WriteAsync(cancellationToken);
    }

    /// <summary>Bytes appended so far.</summary>
    public long Position { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var last = _staged.Count > 0 ? _staged[^1] : default;
            if (last.Buffer is null || last.Count == last.Buffer.Length)
            {
                last = new Chunk(ArrayPool<byte>.Shared.Rent(Math.Clamp(bytes.Length, LeastBytes, ChunkBytes)), 0, Position);
                _staged.Add(last);
            }
            var count = Math.Min(bytes.Length, last.Buffer!.Length - last.Count);
            bytes[..count].CopyTo(last.Buffer.AsSpan(last.Count));
            Position += count;
            _staged[^1] = last with { Count = last.Count + count, Position = Position };
            bytes = bytes[count..];
        }
    }

    /// <summary>Sends off what was appended; it left its sender at <paramref name="arrived"/> (Stopwatch ticks).</summary>
    public async ValueTask SendAsync(long arrived, CancellationToken cancellationToken)
    {
        var sent = 0;
        try
        {
            for (; sent < _staged.Count; sent++)
            {
                await _free.WaitAsync(cancellationToken);
                Off(arrived, _staged[sent]);
            }
        }
        finally
        {
            _staged.RemoveRange(0, sent);
        }
    }

    /// <summary>Waits until all that was sent off has been written, the delay included.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetTimestamp();
        await SendAsync(now, cancellationToken);
        Off(now, default);
        await _writing.WaitAsync(cancellationToken);
    }

    private void Off(long arrived, Chunk chunk)
    {
        if (_delay == 0)
            _release(chunk);
        else
            _line.Add(arrived + _delay, _release, chunk);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (await _due.Reader.ReadAsync(cancellationToken) is { Buffer: { } buffer } chunk)
        {
            try
            {
                if (!_isBroken)
                    await WriteAsync(chunk, buffer, cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
                _free.Release();
            }
        }
    }

    private async ValueTask WriteAsync(Chunk chunk, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            _handingOver(new Stamp(Stopwatch.GetTimestamp(), chunk.Position));
            for (var sent = 0; sent < chunk.Count;)
                sent += await _to.SendAsync(buffer.AsMemory(sent..chunk.Count), SocketFlags.None, cancellationToken);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            _isBroken = true;
            _broken();
        }
    }
}
