namespace Learning.Sandbox.Clusters;

/// <summary>A statement of the learner's role as log_statement=all wrote it down. Text is empty for a fast-path call.</summary>
internal sealed record LoggedStatement(int Pid, string Sql, bool FunctionCall);

/// <summary>All that a cluster's server says of the learner's sessions since the last look; flooded when that was too much to keep.</summary>
internal sealed record ServerRecord(IReadOnlyList<LoggedPlan> Plans, IReadOnlyList<LoggedStatement> Statements, bool Flooded = false, bool Torn = false);

/// <summary>Takes statements out of log entries: one per Query message, Execute message and fast-path call that the server began.</summary>
internal static class LoggedStatements
{
    private const string Simple = "statement: ";
    private const string Extended = "execute ";
    private const string FastPath = "fastpath function call: ";

    public static IReadOnlyList<LoggedStatement> In(IEnumerable<LogEntry> entries) =>
        [.. entries.Where(entry => entry is { Severity: "LOG", User: "learner" }).Select(Read).OfType<LoggedStatement>()];

    private static LoggedStatement? Read(LogEntry entry)
    {
        if (entry.Message.StartsWith(Simple, StringComparison.Ordinal))
            return new(entry.Pid, entry.Message[Simple.Length..], FunctionCall: false);
        if (entry.Message.StartsWith(FastPath, StringComparison.Ordinal))
            return new(entry.Pid, "", FunctionCall: true);
        // "execute name/portal: text". A name that holds a colon makes a text that matches nothing, and so fails closed.
        return entry.Message.StartsWith(Extended, StringComparison.Ordinal) && entry.Message.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? new(entry.Pid, entry.Message[(colon + 2)..], FunctionCall: false)
            : null;
    }
}
