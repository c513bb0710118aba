using Learning.Grading;
using Learning.Grading.Plans;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>One call's trace with its plans, and whether both witnesses tell the same story. Refused says what was done that makes the run no run to judge.</summary>
internal sealed record RecordedRun(StatementTrace Trace, bool GapIsOurs, string? Refused)
{
    private static readonly Dictionary<int, QueryPlan> NoPlans = [];

    /// <summary>For timed calls: counted and reconciled together afterwards, by <see cref="Reconciliation"/>.</summary>
    public static StatementTrace WithoutPlans(WireRecord record) => record.ToTrace(NoPlans);

    public static RecordedRun From(WireRecord record, ServerRecord server)
    {
        if (server.Flooded)
            return new(record.ToTrace(NoPlans) with { Gap = "the statements of one call made more than 64 MB of server log, or a line of more than 4 MB." }, GapIsOurs: false, Refused: null);
        var paired = PlanPairing.Pair(record.Statements.Select(statement => new PairingStatement(statement.Number, statement.BackendPid, statement.Sql, statement.Skipped || statement.Error is not null)), server.Plans);
        var trace = record.ToTrace(paired.PlansByStatement);
        var gap = trace.Gap
            ?? Reconciliation.Difference(record.Statements, record.Count, server.Statements)
            ?? Unexplained(paired.Unpaired.Count - (record.Count - record.Statements.Count))
            ?? Unplanned(trace);
        // Sessions that write at once can tear each other's lines of a log that has no room; one alone cannot.
        var torn = server.Torn && record.Connections > 1 && gap is not null && trace.Gap is null;
        return new(trace with { Gap = gap }, torn || record is { Gap: not null, GapIsClients: false }, FrozenSettings.Broken(trace.Statements, server.Plans));
    }

    /// <summary>For timed calls: the server's time is summed over the statements of the record, so those past its cap would look as if the client had done nothing. Null when all are there.</summary>
    public static string? Unrecorded(StatementTrace trace) => trace.Count > trace.Statements.Count
        ? $"It sent {Say.Of(trace.Count, "statement", "statements")} in one timed call, and {Say.Count(trace.Statements.Count)} of them are recorded: send fewer."
        : null;

    /// <summary>Plans without a statement; as many as the proxy only counted may be those of statements past its cap.</summary>
    private static string? Unexplained(int plans) =>
        plans > 0 ? $"the server planned {Say.Of(plans, "statement", "statements")} that did not cross the wire during the call." : null;

    /// <summary>
    /// A statement that handed over rows and left no plan behind: a cursor rolled back, a result given up on its last row. Nothing could be
    /// said about its pages, so it fails closed. SHOW and EXPLAIN have no plan of their own.
    /// </summary>
    private static string? Unplanned(StatementTrace trace) =>
        trace.Statements.FirstOrDefault(statement => statement is { Rows: > 0, Plan: null } && statement.Command is not ("SHOW" or "EXPLAIN")) is { } unplanned
            ? $"{unplanned.Id} handed over {Say.Rows(unplanned.Rows)}, and the server logged no plan for it (a cursor, a COPY, or a result that was given up)."
            : null;
}
