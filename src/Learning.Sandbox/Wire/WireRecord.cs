using Learning.Grading.Plans;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Wire;

/// <summary>What crossed a door during one call; a snapshot.</summary>
internal sealed record WireRecord
{
    public required IReadOnlyList<WireStatement> Statements { get; init; }
    /// <summary>When time 0 was, in Stopwatch ticks.</summary>
    public long Began { get; init; }
    public required int RoundTrips { get; init; }
    public required int Connections { get; init; }
    /// <summary>All statements, also those past the cap on <see cref="Statements"/>.</summary>
    public required int Count { get; init; }
    public required long Rows { get; init; }
    public required long Bytes { get; init; }
    /// <summary>Why the record cannot be trusted to be whole; null when it is.</summary>
    public string? Gap { get; init; }
    /// <summary>The gap is the learner's doing: a second time it is a RuntimeError, not Inconclusive.</summary>
    public bool GapIsClients { get; init; }

    /// <summary>What crossed several doors of one cluster in the same call: numbered anew in the order of sending, connections and round trips told apart.</summary>
    public static WireRecord Together(IReadOnlyList<WireRecord> records)
    {
        if (records is [var only])
            return only;
        List<WireStatement> all = [];
        var (connections, roundTrips) = (0, 0);
        foreach (var record in records)
        {
            var (before, tripsBefore) = (connections, roundTrips);
            all.AddRange(record.Statements.Select(statement => statement with { Connection = before + statement.Connection, RoundTrip = tripsBefore + statement.RoundTrip }));
            connections += record.Connections;
            roundTrips += record.RoundTrips;
        }
        var incomplete = records.FirstOrDefault(record => record is { Gap: not null, GapIsClients: false }) ?? records.FirstOrDefault(record => record.Gap is not null);
        return new()
        {
            Statements = [.. all.OrderBy(statement => statement.SentMs).Select((statement, index) => statement with { Number = index + 1 })],
            Connections = connections,
            RoundTrips = roundTrips,
            Count = records.Sum(record => record.Count),
            Rows = records.Sum(record => record.Rows),
            Bytes = records.Sum(record => record.Bytes),
            Gap = incomplete?.Gap,
            GapIsClients = incomplete?.GapIsClients ?? false,
        };
    }

    /// <summary>Adds the plans that were paired with statements, by <see cref="WireStatement.Number"/>.</summary>
    public StatementTrace ToTrace(IReadOnlyDictionary<int, QueryPlan> plansByStatementNumber) => new()
    {
        Statements = [.. Statements.Select(statement => statement.ToStatement(plansByStatementNumber.GetValueOrDefault(statement.Number)))],
        RoundTrips = RoundTrips,
        Connections = Connections,
        Count = Count,
        Rows = Rows,
        Bytes = Bytes,
        Gap = Gap,
    };
}

/// <summary>A statement as it crossed the wire, with what the server's log needs to be paired with it. Times in ms from the call's begin.</summary>
internal sealed record WireStatement
{
    public required int Number { get; init; }
    public required int Connection { get; init; }
    /// <summary>Process id of the server's backend, as in its log lines; 0 when the server had not said it yet.</summary>
    public required int BackendPid { get; init; }
    public required string Sql { get; init; }
    public required IReadOnlyList<string?> Parameters { get; init; }
    /// <summary>A parameter is longer than what is kept of it, so the statement cannot be run again from this record.</summary>
    public required bool ParametersCut { get; init; }
    public required StatementKind Kind { get; init; }
    public required int RoundTrip { get; init; }
    public required double SentMs { get; init; }
    public required double ServerStartMs { get; init; }
    public required double ServerEndMs { get; init; }
    public required double? FirstRowMs { get; init; }
    public required double DoneMs { get; init; }
    public required long Rows { get; init; }
    public required long Bytes { get; init; }
    public required string Command { get; init; }
    public required string? Error { get; init; }
    public required bool Partial { get; init; }
    /// <summary>The server never ran it: an earlier message of its batch had failed. <see cref="Error"/> says so too.</summary>
    public required bool Skipped { get; init; }
    /// <summary>The execution went on in a portal that an earlier statement had begun, so the server logs no plan of its own for it.</summary>
    public required bool Continued { get; init; }

    public Statement ToStatement(QueryPlan? plan) => new()
    {
        Number = Number,
        Connection = Connection,
        Sql = Sql,
        Parameters = Parameters,
        Kind = Kind,
        RoundTrip = RoundTrip,
        SentMs = SentMs,
        ServerStartMs = ServerStartMs,
        ServerEndMs = ServerEndMs,
        FirstRowMs = FirstRowMs,
        DoneMs = DoneMs,
        Rows = Rows,
        Bytes = Bytes,
        Command = Command,
        Error = Error,
        Partial = Partial,
        Plan = plan,
    };
}
