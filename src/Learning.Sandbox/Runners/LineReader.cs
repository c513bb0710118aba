namespace Learning.Sandbox.Runners;

/// <summary>Lines of a hostile stream. A line past the limit throws <see cref="LineTooLongException"/> instead of filling memory.</summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    /// <summary>Without its line feed, valid until the next read; null at the end, where an unfinished line does not count.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + found);
                _start += searched + found + 1;
                return line;
            }
            searched = _end - _start;
            if (searched > longest)
            {
                throw new LineTooLongException();
            }
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return null;
            }
            _end += read;
        }
    }

    private void MakeRoom()
    {
        var kept = _end - _start;
        var target = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, kept);
        (_buffer, _start, _end) = (target, 0, kept);
    }
}

internal sealed class LineTooLongException() : Exception("A line is longer than is allowed.");
