using System.Text;

namespace Learning.Sandbox.Runners;

/// <summary>Drains a hostile error stream and keeps its beginning, where .NET says why it dies.</summary>
internal sealed class ErrorTail
{
    private const int Kept = 4096;
    private readonly byte[] _first = new byte[Kept];
    private int _length;

    public ErrorTail(Stream stream) => Drained = DrainAsync(stream);

    public Task Drained { get; }

    public string Text => Encoding.UTF8.GetString(_first, 0, Volatile.Read(ref _length));

    private async Task DrainAsync(Stream stream)
    {
        var buffer = new byte[Kept];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            var taken = Math.Min(read, Kept - _length);
            buffer.AsSpan(0, taken).CopyTo(_first.AsSpan(_length));
            Volatile.Write(ref _length, _length + taken);
        }
    }
}
