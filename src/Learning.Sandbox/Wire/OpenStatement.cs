using System.Diagnostics;
using System.Runtime.InteropServices;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Wire;

/// <summary>A statement while it is on its way. Times are Stopwatch ticks; 0 is not yet.</summary>
internal sealed class OpenStatement(SessionTracker session, string sql, BoundParameters parameters, StatementKind kind, Stamp sent)
{
    public SessionTracker Session { get; } = session;
    public string Sql { get; set; } = sql;
    public BoundParameters Parameters { get; } = parameters;
    public StatementKind Kind { get; set; } = kind;
    public Stamp Sent { get; } = sent;
    public int RoundTrip { get; set; }
    public long ServerHad { get; set; }
    public long ServerStart { get; set; }
    public long ServerEnd { get; set; }
    public long FirstRow { get; set; }
    public long Done { get; set; }
    public long Rows { get; set; }
    public long Bytes { get; set; }
    public string Command { get; set; } = "";
    public string? Error { get; set; }
    public bool Partial { get; set; }
    public bool Skipped { get; set; }
    public bool Continued { get; set; }
    /// <summary>The recording under way keeps it; past the cap statements are only counted.</summary>
    public bool Kept { get; set; }

    /// <summary>The server said its last word about it.</summary>
    public bool Completed { get; set; }
    public bool Delivered => Completed && Done != 0;

    public WireStatement Snapshot(int number, int connection, long begin, long now)
    {
        var start = ServerStart != 0 ? ServerStart : ServerHad != 0 ? ServerHad : now;
        var end = ServerEnd != 0 ? ServerEnd : Math.Max(start, now);
        return new WireStatement
        {
            Number = number,
            Connection = connection,
            BackendPid = Session.BackendPid,
            Sql = Sql,
            Parameters = Parameters.Values,
            ParametersCut = Parameters.Cut,
            Kind = Kind,
            RoundTrip = RoundTrip,
            SentMs = Milliseconds(begin, Sent.Ticks),
            ServerStartMs = Milliseconds(begin, start),
            ServerEndMs = Milliseconds(begin, end),
            FirstRowMs = FirstRow == 0 ? null : Milliseconds(begin, FirstRow),
            DoneMs = Milliseconds(begin, Done != 0 ? Done : Math.Max(end, now)),
            Rows = Rows,
            Bytes = Bytes,
            Command = Command,
            Error = Error,
            Partial = Partial || !Delivered,
            Skipped = Skipped,
            Continued = Continued,
        };
    }

    /// <summary>What came before the call began counts as its first moment.</summary>
    private static double Milliseconds(long begin, long ticks) =>
        Math.Max(0, Stopwatch.GetElapsedTime(begin, ticks).TotalMilliseconds);
}

/// <summary>When a message reached the proxy (Stopwatch ticks), and the position of its end in the stream going on.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stamp(long Ticks, long Position);

/// <summary>Values as text, each cut at a length; null is SQL NULL.</summary>
internal sealed record BoundParameters(IReadOnlyList<string?> Values, bool Cut)
{
    public static BoundParameters None { get; } = new([], Cut: false);

    public int Characters { get; } = Values.Sum(value => value?.Length ?? 0);
}
