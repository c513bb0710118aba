namespace Learning.Hostile.Suite;

/// <summary>One case, run once. A line of the journal.</summary>
internal sealed record CaseResult
{
    public required string Case { get; init; }
    public required string Jail { get; init; }
    public required int Turn { get; init; }
    /// <summary>Of the case's file and of the assemblies that ran it, so that a journal is not continued with something else.</summary>
    public required string Revision { get; init; }
    /// <summary>What came, in a few words.</summary>
    public required string Came { get; init; }
    /// <summary>Expectations that do not hold, and faults of ours.</summary>
    public IReadOnlyList<string> Unexpected { get; init; } = [];
    /// <summary>Secrets that came out, canaries that were touched, visitors at the host's listeners.</summary>
    public IReadOnlyList<string> Canaries { get; init; } = [];
    public IReadOnlyList<string> Left { get; init; } = [];
    /// <summary>What the control beside it suffered; null when nothing.</summary>
    public string? Control { get; init; }
    public double? KillMs { get; init; }
    public required double Ms { get; init; }

    public bool AsExpected => Why.Count == 0;
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Why => [.. Unexpected, .. Canaries, .. Left, .. (Control is null ? (string[])[] : [Control])];
}
