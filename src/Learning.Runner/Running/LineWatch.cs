using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Learning.Sandbox.Protocol;
using Npgsql;

namespace Learning.Runner.Running;

/// <summary>
/// Notes from where in the submission each statement of one call is sent. Npgsql tells of every command that goes out, whoever made it; the stack at
/// that moment names the line. Nothing on the wire changes, and whatever goes wrong here costs a line and no more.
/// </summary>
internal sealed class LineWatch : IDisposable
{
    private const int Deepest = 8;

    /// <summary>EF Core's connections: those open now, and the most at once so far, whose physical ones the pool keeps.</summary>
    private static int s_open, s_most;

    private readonly Submission _submission;
    private readonly ActivityListener _listener;
    private readonly AsyncLocal<Sending?> _near = new();
    private readonly ConditionalWeakTable<DbConnection, Sending> _opening = [];
    private readonly ConcurrentQueue<Sending> _sendings = new();
    private readonly ConcurrentDictionary<Activity, Sending> _open = new();
    private int _count;

    public LineWatch(Submission submission)
    {
        _submission = submission;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = Started,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
        Interceptors = [new ConnectionsAhead(this), new CommandsAhead(this), new TransactionEnds(this)];
    }

    /// <summary>For the call's context.</summary>
    public Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor[] Interceptors { get; }

    /// <summary>
    /// EF Core opens a connection for the command that comes next. When there have never been so many, it will have to wait for it, and the stack is
    /// here now and nowhere later; else one looked at later will do, as each look takes its time.
    /// </summary>
    public void Opening(DbConnection connection) => Quietly(() =>
    {
        if (Interlocked.Increment(ref s_open) > Volatile.Read(ref s_most))
        {
            Volatile.Write(ref s_most, s_open);
            _opening.AddOrUpdate(connection, new(Here()));
        }
    });

    public static void Closed() => Interlocked.Decrement(ref s_open);

    /// <summary>EF Core has made a command and will send it in this flow.</summary>
    public void Ahead(DbConnection? connection) => Quietly(() =>
    {
        var here = Here();
        var opening = connection is not null && _opening.TryGetValue(connection, out var noted) ? noted : null;
        _near.Value = new(here.Length > 0 || opening is null ? here : opening.Frames);
        if (connection is not null)
        {
            _opening.Remove(connection);
        }
    });

    /// <summary>A COMMIT or ROLLBACK, of which Npgsql does not tell.</summary>
    public Sending? Begin(DbConnection? connection)
    {
        Sending? sending = null;
        Quietly(() => Note(sending = new(Here()) { Backend = (connection as NpgsqlConnection)?.ProcessID ?? 0 }));
        return sending;
    }

    /// <summary>What is known of the lines so far, in the order of sending.</summary>
    public IReadOnlyList<ProtocolLine> Lines()
    {
        List<ProtocolLine> lines = [];
        Quietly(() =>
        {
            using var map = _submission.Lines;
            foreach (var sending in _sendings.Where(sending => sending.IsCommand).Take(ProtocolLine.Most))
            {
                if (sending.Frames.Select(frame => map.LineOf(frame.Method, frame.Offset)).FirstOrDefault(line => line is not null) is { } line)
                {
                    lines.Add(new ProtocolLine(line, sending.Backend, sending.From, sending.To));
                }
            }
        });
        return lines;
    }

    public void Dispose() => _listener.Dispose();

    private void Started(Activity activity) => Quietly(() =>
    {
        var ahead = _near.Value is { Used: false } near ? near : null;
        Note(_open[activity] = new(ahead?.Frames ?? Here()) { Ahead = ahead });
    });

    private void Stopped(Activity activity) => Quietly(() =>
    {
        if (_open.TryRemove(activity, out var sending))
        {
            // Npgsql tells of opening a connection too; that is no sending, and EF Core's command is still to come.
            sending.IsCommand = activity.GetTagItem("db.query.text") is not null || activity.GetTagItem("db.stored_procedure.name") is not null;
            sending.Ahead?.Used = sending.IsCommand;
            sending.To = Stopwatch.GetTimestamp();
            sending.Backend = Convert.ToInt32(activity.GetTagItem("db.npgsql.connection_id") ?? 0, CultureInfo.InvariantCulture);
        }
    });

    private void Note(Sending sending)
    {
        if (Interlocked.Increment(ref _count) <= ProtocolLine.Most)
        {
            _sendings.Enqueue(sending);
        }
    }

    /// <summary>The submission's frames, innermost first; to lines they are turned after the call.</summary>
    private (int Method, int Offset)[] Here() =>
        [.. new StackTrace(fNeedFileInfo: false).GetFrames()
            .Select(frame => (Method: frame.GetMethod(), Offset: frame.GetILOffset()))
            .Where(frame => frame.Method is not null && _submission.Owns(frame.Method.Module.Assembly))
            .Take(Deepest)
            .Select(frame => (frame.Method!.MetadataToken, frame.Offset))];

    private static void Quietly(Action note)
    {
#pragma warning disable CA1031 // A line is information: no call may end differently because it could not be had.
        try
        {
            note();
        }
        catch (Exception)
        {
            // The statement goes without a line.
        }
#pragma warning restore CA1031
    }
}

/// <summary>One command on its way: from where, when, and on which connection.</summary>
internal sealed class Sending(IReadOnlyList<(int Method, int Offset)> frames)
{
    public IReadOnlyList<(int Method, int Offset)> Frames => frames;
    public long From { get; } = Stopwatch.GetTimestamp();
    public long To { get; set; } = long.MaxValue;
    public int Backend { get; set; }
    public bool IsCommand { get; set; } = true;
    /// <summary>What was noted when EF Core made this command; used once, the flow's next raw command has a stack of its own.</summary>
    public Sending? Ahead { get; init; }
    public bool Used { get; set; }
}
