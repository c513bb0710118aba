using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Learning.Grading;

namespace Learning.Sandbox.Clusters;

/// <summary>One entry of the server's log. Continuation lines are joined by newlines.</summary>
internal sealed record LogEntry(int Pid, string SqlState, string User, string Database, string Severity, string Message)
{
    public string? Context { get; init; }
}

/// <summary>What ran in one call was more than the server's log may say of it, in all or in one line: the learner's doing, since the reference's fits many times over.</summary>
internal sealed class LogFloodException() : Exception("more than 64 MB of server log in one call, or a line of more than 4 MB");

/// <summary>
/// Reads a cluster's standard error through the pipe that the supervisor holds. An entry begins with the cluster's secret prefix;
/// the server indents every further line of a message by a tab, so no text can pretend to be an entry. Everything is bounded.
/// </summary>
internal sealed class ServerLog : IAsyncDisposable
{
    private const int LongestLine = 4 << 20;
    private const int MostCharacters = 64 << 20;
    /// <summary>What an entry takes besides its message, so that a million empty ones are not free.</summary>
    private const int EntryCharacters = 100;

    private readonly Channel<LogEntry> _entries = Channel.CreateUnbounded<LogEntry>(new() { SingleReader = true });
    private readonly Task _reading;
    private readonly string _secret;
    private readonly StringBuilder _unprefixed = new();
    private readonly Stream _pipe;
    private long _pending;

    public ServerLog(Stream pipe, string secret)
    {
        _secret = secret + " ";
        _pipe = pipe;
        Widen();
        _reading = Task.Run(() => ReadAsync(pipe));
    }

    /// <summary>The kernel gives its pipe no room (<see cref="PipeCapacity"/>): what several sessions write at once may be torn.</summary>
    public bool IsNarrow { get; private set; }

    /// <summary>Again before it matters: others of this account may have had all the room.</summary>
    public void Widen() => IsNarrow = !PipeCapacity.Widen(_pipe);

    /// <summary>What the program said before it had a prefix: why it did not start.</summary>
    public string StartupText { get { lock (_unprefixed) return _unprefixed.ToString(); } }

    /// <summary>Everything up to the entry that carries the marker. What is taken counts until all of it is handed over: it is kept here meanwhile.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadUntilAsync(string marker, string trustedUser, CancellationToken cancellationToken)
    {
        List<LogEntry> entries = [];
        long taken = 0;
        try
        {
            await foreach (var entry in _entries.Reader.ReadAllAsync(cancellationToken))
            {
                taken += entry.Message.Length + EntryCharacters;
                if (entry.User == trustedUser && entry.Message == marker)
                    return entries;
                if (entry.Severity == "CONTEXT" && entries.FindLastIndex(earlier => earlier.Pid == entry.Pid && !BelongsToAnother(earlier)) is >= 0 and var index)
                    entries[index] = entries[index] with { Context = entry.Message };
                else
                    entries.Add(entry);
            }
            throw new InfrastructureException("The cluster's log ended before it was read to the end.");
        }
        finally
        {
            Interlocked.Add(ref _pending, -taken);
        }
    }

    /// <summary>A context may come after a detail or a hint; it is said of the message that they all follow.</summary>
    private static bool BelongsToAnother(LogEntry entry) => entry.Severity is "DETAIL" or "HINT" or "QUERY" or "CONTEXT" or "LOCATION" or "BACKTRACE" or "STATEMENT";

    private async Task ReadAsync(Stream pipe)
    {
        using var reader = new StreamReader(pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        Pending? pending = null;
        try
        {
            await foreach (var line in LinesAsync(reader))
            {
                if (!line.StartsWith(_secret, StringComparison.Ordinal))
                {
                    Continue(pending, line);
                    continue;
                }
                Post(pending);
                pending = Parse(line[_secret.Length..]);
                // A marker is one line: it must not wait for the next entry to be known as whole.
                if (pending is { Severity: "LOG", User: "supervisor" })
                {
                    Post(pending);
                    pending = null;
                }
            }
            Post(pending);
            _entries.Writer.Complete();
        }
        catch (LogFloodException flood)
        {
            _entries.Writer.Complete(flood);
            // Read on, into nothing: a full pipe would hold up the server, and the run would end as ours.
            await pipe.CopyToAsync(Stream.Null);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            _entries.Writer.Complete(new InfrastructureException($"The cluster's log could not be read: {error.Message}", error));
        }
    }

    private void Continue(Pending? pending, string line)
    {
        if (pending is not null)
        {
            pending.Text.Append('\n').Append(line.StartsWith('\t') ? line[1..] : line);
            // No entry may follow that it could be counted with.
            if (Interlocked.Read(ref _pending) + pending.Text.Length > MostCharacters)
                throw new LogFloodException();
            return;
        }
        lock (_unprefixed)
        {
            if (_unprefixed.Length < 4096)
                _unprefixed.AppendLine(line);
        }
    }

    private void Post(Pending? pending)
    {
        if (pending is null)
            return;
        if (Interlocked.Add(ref _pending, pending.Text.Length + EntryCharacters) > MostCharacters)
            throw new LogFloodException();
        _entries.Writer.TryWrite(new(pending.Pid, pending.SqlState, pending.User, pending.Database, pending.Severity, pending.Text.ToString()));
    }

    /// <summary>"pid line sqlstate user@database|SEVERITY:  message"</summary>
    private static Pending? Parse(string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        var head = bar < 0 ? [] : line[..bar].Split(' ');
        var colon = bar < 0 ? -1 : line.IndexOf(":  ", bar, StringComparison.Ordinal);
        if (head.Length != 4 || colon < 0 || !int.TryParse(head[0], CultureInfo.InvariantCulture, out var pid))
            return null;
        var at = head[3].Split('@');
        return new(pid, head[2], at[0], at.Length > 1 ? at[1] : "", line[(bar + 1)..colon], new(line[(colon + 3)..]));
    }

    private static async IAsyncEnumerable<string> LinesAsync(StreamReader reader)
    {
        var line = new StringBuilder();
        var buffer = new char[1 << 14];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            var from = 0;
            for (var end = Array.IndexOf(buffer, '\n', 0, read); end >= 0; end = Array.IndexOf(buffer, '\n', from, read - from))
            {
                line.Append(buffer, from, end - from);
                yield return line.ToString();
                line.Clear();
                from = end + 1;
            }
            line.Append(buffer, from, read - from);
            if (line.Length > LongestLine)
                throw new LogFloodException();
        }
        if (line.Length > 0)
            yield return line.ToString();
    }

    public async ValueTask DisposeAsync() => await _reading;

    private sealed record Pending(int Pid, string SqlState, string User, string Database, string Severity, StringBuilder Text);
}
