using System.Globalization;

namespace Learning.Sandbox.Wire;

/// <summary>One call's evidence while it is gathered.</summary>
internal sealed class Recording(DoorOptions options, Action<string> limitHit)
{
    private readonly List<OpenStatement> _statements = [];
    private readonly HashSet<OpenStatement> _open = [];
    private readonly Dictionary<SessionTracker, int> _connections = [];
    private long _characters;
    private long _rows;
    private long _bytes;
    private string? _gap;
    private bool _gapIsClients;

    public int Count { get; private set; }
    public int RoundTrips { get; private set; }

    public int NextRoundTrip() => ++RoundTrips;

    public void Connected(SessionTracker session) => _connections.TryAdd(session, _connections.Count + 1);

    public void Add(OpenStatement statement, int roundTrip)
    {
        Connected(statement.Session);
        statement.RoundTrip = roundTrip;
        _open.Add(statement);
        Count++;
        _characters += statement.Sql.Length + statement.Parameters.Characters;
        statement.Kept = _statements.Count < options.MaxRecordedStatements;
        if (statement.Kept)
            _statements.Add(statement);
        if (Count > options.MaxStatements)
            Exceed(string.Create(CultureInfo.InvariantCulture, $"more than {options.MaxStatements:N0} statements in one call"));
        if (_characters > options.MaxCharacters)
            Exceed(string.Create(CultureInfo.InvariantCulture, $"more than {options.MaxCharacters:N0} characters of SQL and parameters in one call"));
    }

    /// <summary>Also past the cap: one that is counted already. As many again as the cap lets in.</summary>
    public void Keep(OpenStatement statement)
    {
        if (statement.Kept)
            return;
        Connected(statement.Session);
        statement.Kept = true;
        _statements.Add(statement);
        if (_statements.Count > 2 * options.MaxRecordedStatements)
            Exceed(string.Create(CultureInfo.InvariantCulture, $"more than {options.MaxRecordedStatements:N0} changes of settings in one call"));
    }

    public void Shipped(int rows, long bytes)
    {
        _rows += rows;
        _bytes += bytes;
        if (_rows > options.MaxRows)
            Exceed(string.Create(CultureInfo.InvariantCulture, $"more than {options.MaxRows:N0} rows in one call"));
        if (_bytes > options.MaxRowBytes)
            Exceed(string.Create(CultureInfo.InvariantCulture, $"more than {options.MaxRowBytes >> 20:N0} MB of rows in one call"));
    }

    /// <summary>The server is done with it and the client has it, or neither will ever be.</summary>
    public void Finished(OpenStatement statement) => _open.Remove(statement);

    /// <summary>The first reason is the one that is told.</summary>
    public void Fail(string gap, bool client)
    {
        if (_gap is null)
            (_gap, _gapIsClients) = (gap, client);
    }

    public List<OpenStatement> Unfinished() => [.. _open.Where(statement => !statement.Delivered)];

    public WireRecord Snapshot(long begin, long now) => new()
    {
        Statements = [.. _statements.Select((statement, index) =>
            statement.Snapshot(index + 1, _connections[statement.Session], begin, now))],
        Began = begin,
        RoundTrips = RoundTrips,
        Connections = _connections.Count,
        Count = Count,
        Rows = _rows,
        Bytes = _bytes,
        Gap = _gap,
        GapIsClients = _gapIsClients,
    };

    private void Exceed(string limit)
    {
        Fail($"A session was ended: {limit}.", client: true);
        limitHit(limit);
        throw new WireFaultException(limit, client: true);
    }
}
