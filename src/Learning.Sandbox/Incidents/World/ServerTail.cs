using System.Text;

namespace Learning.Sandbox.Incidents.World;

/// <summary>The last lines of a server's standard error. Lines are bounded, and the pipe is drained to its end whatever comes.</summary>
internal sealed class ServerTail : IAsyncDisposable
{
    private const int Kept = 400;
    private const int LongestLine = 2000;
    private readonly Queue<LogLine> _lines = new();
    private readonly Lock _gate = new();
    private readonly Func<double> _clock;
    private readonly Task _reading;

    public ServerTail(Stream pipe, Func<double> clock)
    {
        _clock = clock;
        _reading = Task.Run(() => ReadAsync(pipe));
    }

    public IReadOnlyList<LogLine> Lines { get { lock (_gate) return [.. _lines]; } }

    /// <summary>Why it did not start.</summary>
    public string Text => string.Join(' ', Lines.TakeLast(6).Select(line => line.Text));

    public void Add(LogLine line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    private async Task ReadAsync(Stream pipe)
    {
        try
        {
            var (buffer, line) = (new byte[8192], new StringBuilder());
            int read;
            while ((read = await pipe.ReadAsync(buffer)) > 0)
            {
                foreach (var letter in Encoding.UTF8.GetString(buffer, 0, read))
                {
                    if (letter != '\n')
                    {
                        if (line.Length < LongestLine)
                            line.Append(letter);
                        continue;
                    }
                    Add(Parse(line.ToString()));
                    line.Clear();
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The server and its pipe have ended.
        }
    }

    /// <summary>"… [pid] role@database LOG:  text", as log_line_prefix has it; a further line of a message has no level.</summary>
    private LogLine Parse(string line)
    {
        foreach (var level in (string[])["LOG", "WARNING", "ERROR", "FATAL", "PANIC", "DETAIL", "HINT", "STATEMENT", "CONTEXT", "NOTICE"])
        {
            if (line.IndexOf(level + ":  ", StringComparison.Ordinal) is >= 0 and var at)
                return new(_clock(), "postgres", level, line[..at] + line[(at + level.Length + 3)..]);
        }
        return new(_clock(), "postgres", "", line.Trim());
    }

    public async ValueTask DisposeAsync() => await _reading;
}
