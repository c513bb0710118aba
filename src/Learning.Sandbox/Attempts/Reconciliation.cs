using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// The proxy's record against the server's own: every statement that the server logged must have crossed the wire, and every one that
/// completed on the wire must have been logged. Two witnesses that cannot talk to each other; where they differ, the run fails closed.
/// </summary>
internal static class Reconciliation
{
    /// <summary>What does not fit, as one sentence; null when the two records agree.</summary>
    public static string? Difference(IReadOnlyList<WireStatement> wire, int count, IReadOnlyList<LoggedStatement> logged)
    {
        var waiting = wire.Where(statement => !statement.Skipped)
            .GroupBy(Key)
            .ToDictionary(group => group.Key, group => new Queue<WireStatement>(group));
        List<LoggedStatement> unmatched = [];
        foreach (var entry in logged)
        {
            if (!Take(waiting, entry.Pid, entry.FunctionCall ? FunctionCalls : entry.Sql) && !TakeResults(waiting, entry))
                unmatched.Add(entry);
        }

        // Past the cap the proxy counts without keeping texts: as many may be unknown to us as it has counted.
        var uncounted = count - wire.Count;
        if (unmatched.Count > uncounted)
            return $"the server ran {Say.Of(unmatched.Count - uncounted, "statement", "statements")} that did not cross the wire during the call.";
        return waiting.Values.SelectMany(queue => queue).FirstOrDefault(MustBeLogged) is { } missing
            ? $"S{missing.Number} crossed the wire, and the server has no record of it."
            : null;
    }

    private const string FunctionCalls = "\0fast-path";

    private static (int Pid, string Sql) Key(WireStatement statement) =>
        (statement.BackendPid, statement.Kind == StatementKind.FunctionCall ? FunctionCalls : statement.Sql);

    /// <summary>Refused, cut off or empty statements may end before the server writes them down.</summary>
    private static bool MustBeLogged(WireStatement statement) => statement is { Error: null, BackendPid: > 0, Command.Length: > 0 };

    private static bool Take(Dictionary<(int, string), Queue<WireStatement>> waiting, int pid, string sql) =>
        waiting.TryGetValue((pid, sql), out var queue) && queue.TryDequeue(out _);

    /// <summary>A Query message with several statements is logged once and recorded once per result: named by its part of the text, or all by the whole.</summary>
    private static bool TakeResults(Dictionary<(int, string), Queue<WireStatement>> waiting, LoggedStatement entry)
    {
        var taken = 0;
        foreach (var piece in SqlPieces.Of(entry.Sql))
        {
            if (Take(waiting, entry.Pid, piece) || Take(waiting, entry.Pid, entry.Sql))
                taken++;
        }
        return taken > 0;
    }
}
