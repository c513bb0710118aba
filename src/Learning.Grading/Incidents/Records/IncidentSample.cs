namespace Learning.Grading.Incidents.Records;

/// <summary>One second of the lab.</summary>
public sealed record IncidentSample
{
    public required double At { get; init; }
    public required IReadOnlyList<ClassSample> Classes { get; init; }
    /// <summary>All classes together.</summary>
    public required ClassSample All { get; init; }
    public required PoolSample Pool { get; init; }
    public required HostSample Host { get; init; }
    public required IoSample Io { get; init; }
    /// <summary>What the application's connections wait for, most frequent first; one entry per kind of wait.</summary>
    public IReadOnlyList<WaitCount> Waits { get; init; } = [];
    public required CostSample Cost { get; init; }
    /// <summary>Application sessions that waited for the learner's sessions at the last look.</summary>
    public int BlockedByLearner { get; init; }
}

/// <summary><c>Rate</c>: Answers a second over the last 5 s. <c>Errors</c>: In this second. <c>P50</c>: In ms, queue included, over the last 10 s; null: nothing was answered.</summary>
public sealed record ClassSample(string Class, double Rate, int Errors, double? P50, double? P95, double? P99);

/// <summary><c>Queue</c>: Requests that wait for a connection. <c>Offered</c>: Requests a second that users would send if nothing held them up.</summary>
public sealed record PoolSample(int Size, int InUse, int Queue, double Offered);

/// <summary>Shares of all processors, 0–100.</summary>
public sealed record HostSample(double User, double System, double IoWait, double Idle);

/// <param name="Reads">8 kB pages that client backends read in this second.</param>
/// <param name="ReadMs">Time they spent on it, all together.</param>
public sealed record IoSample(double Reads, double ReadMs);

/// <summary><c>Event</c>: As pg_stat_activity names it, "IO/DataFileRead"; "CPU" when it waits for nothing; "idle in transaction" likewise.</summary>
public sealed record WaitCount(string Event, int Sessions);

/// <param name="Lost">Dollars so far.</param>
/// <param name="GivenUp">Requests so far, of those that earn something, that took too long or failed, and those that their users would have made while they waited.</param>
/// <param name="Budget">Share of the month's error budget spent so far, counted in the same way; 1 is all.</param>
/// <param name="BlockedSeconds">Seconds so far in which the learner's own sessions kept the application waiting.</param>
public sealed record CostSample(double Lost, int GivenUp, double Budget, double BlockedSeconds)
{
    /// <summary>Those of the <see cref="BlockedSeconds"/> in which the session in the way stood still itself: a quieter machine would have ended none of them.</summary>
    public double BlockedStandingSeconds { get; init; }
}

/// <summary>pg_stat_activity with blockers, at a moment.</summary>
public sealed record LockSample(double At, IReadOnlyList<ActivityRow> Sessions);

/// <summary><c>For</c>: Seconds in this state. <c>Wait</c>: "Lock/virtualxid", or null when it waits for nothing. <c>BlockedBy</c>: pids that it waits for. <c>Learner</c>: One of the console's own sessions.</summary>
public sealed record ActivityRow(
    int Pid, string Role, string Application, string State, double For, string? Wait, IReadOnlyList<int> BlockedBy, string Query, bool Learner)
{
    /// <summary>The transaction's isolation is not in pg_stat_activity; a snapshot that it holds is.</summary>
    public bool HoldsSnapshot { get; init; }
    /// <summary>Seconds since its transaction began; null: none.</summary>
    public double? TransactionFor { get; init; }
}

public sealed record StatementsSample(double At, IReadOnlyList<TopStatement> Top);

/// <summary><c>Buffers</c>: Shared hit and read, per call.</summary>
public sealed record TopStatement(string Sql, long Calls, double MeanMs, double TotalMs, double Rows, double Buffers);
