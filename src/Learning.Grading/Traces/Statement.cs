using Learning.Grading.Plans;

namespace Learning.Grading.Traces;

/// <summary>
/// One statement as the wire proxy saw it. Times are milliseconds since the run's call was sent to the runner.
/// </summary>
public sealed record Statement
{
    /// <summary>1-based, in the order of arrival; S1 in reports.</summary>
    public required int Number { get; init; }
    /// <summary>Connection within the run, 1-based.</summary>
    public required int Connection { get; init; }
    public required string Sql { get; init; }
    /// <summary>As text where the type is known, else hex; null is SQL NULL.</summary>
    public IReadOnlyList<string?> Parameters { get; init; } = [];
    /// <summary>Which protocol path carried it.</summary>
    public required StatementKind Kind { get; init; }
    /// <summary>The round trip that this statement travelled in, 1-based within the run; statements of a batch share one.</summary>
    public required int RoundTrip { get; init; }
    /// <summary>The message reached the proxy.</summary>
    public required double SentMs { get; init; }
    /// <summary>The server had it, after the injected delay.</summary>
    public required double ServerStartMs { get; init; }
    /// <summary>The server's last message about it reached the proxy.</summary>
    public required double ServerEndMs { get; init; }
    /// <summary>First row delivered to the client, after the delay; null without rows.</summary>
    public double? FirstRowMs { get; init; }
    /// <summary>The client had all of it.</summary>
    public required double DoneMs { get; init; }
    public required long Rows { get; init; }
    /// <summary>Bytes of row data sent to the client, protocol headers included.</summary>
    public required long Bytes { get; init; }
    /// <summary>SELECT 20, INSERT 0 1, …; empty when the server never completed it.</summary>
    public string Command { get; init; } = "";
    /// <summary>SQLSTATE and message, when it failed.</summary>
    public string? Error { get; init; }
    /// <summary>Suspended, or cut off before the server completed it.</summary>
    public bool Partial { get; init; }
    /// <summary>1-based line of the learner's file whose call sent it, as the runner saw its own stack: information, never evidence. Null when unknown.</summary>
    public int? Line { get; init; }
    /// <summary>From auto_explain; null for utility statements and failures.</summary>
    public QueryPlan? Plan { get; init; }

    public string Id => $"S{Number}";
    public double NetworkMs => Math.Max(0, DoneMs - SentMs - ServerMs);
    public double ServerMs => Math.Max(0, ServerEndMs - ServerStartMs);
}

public enum StatementKind { Simple, Extended, Copy, FunctionCall }
