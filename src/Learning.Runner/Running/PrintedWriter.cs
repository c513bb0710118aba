using System.Text;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>Stands in for the console: what is written becomes events, in pieces of at most 4,096 characters.</summary>
internal sealed class PrintedWriter(EventWriter events) : TextWriter
{
    private const int Piece = 4096;
    private readonly Lock _gate = new();
    private readonly StringBuilder _pending = new(Piece);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            _pending.Append(value);
            if (_pending.Length >= Piece)
            {
                Flush();
            }
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate)
        {
            while (!buffer.IsEmpty)
            {
                var fits = Math.Min(buffer.Length, Piece - _pending.Length);
                _pending.Append(buffer[..fits]);
                buffer = buffer[fits..];
                if (_pending.Length >= Piece)
                {
                    Flush();
                }
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            Write(value.AsSpan());
            Write('\n');
        }
    }

    public override void Flush()
    {
        lock (_gate)
        {
            if (_pending.Length > 0)
            {
                events.Send(new PrintedEvent(_pending.ToString()));
                _pending.Clear();
            }
        }
    }
}
