using Learning.Grading.Answers;

namespace Learning.Grading.Traces;

/// <summary>What has been gathered about one submission so far. Checks read it; nothing else decides a grade.</summary>
public sealed record Evidence
{
    /// <summary>Compilation, or the application of DDL. Everything else needs it Completed.</summary>
    public required RunOutcome Prepared { get; init; }
    /// <summary>Milliseconds of compilation; null for SQL.</summary>
    public double? CompileMs { get; init; }
    public RunPair? Visible { get; init; }
    public IReadOnlyList<RunPair> Hidden { get; init; } = [];
    public IReadOnlyList<GrowthStep> Growth { get; init; } = [];
    public CrowdPair? Crowd { get; init; }
    public OwnershipCost? Ownership { get; init; }
    public LatencyPairs? Latency { get; init; }
    public LoadRounds? Load { get; init; }
    /// <summary>Set by the first run that did not complete, told as the learner may hear it; nothing more is gathered then.</summary>
    public RunOutcome? Stopped { get; init; }
    /// <summary>What was being gathered when <see cref="Stopped"/> was set.</summary>
    public EvidenceKind? StoppedIn { get; init; }
    public required RunEnvironment Environment { get; init; }
    /// <summary>Parameters that each data set was filled with, its seed among them, by data set. For the bundle, never for the learner.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Seeds { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
}

/// <summary>Kinds of evidence, in the order of what they cost to gather.</summary>
public enum EvidenceKind { Visible, Hidden, Growth, Crowd, Ownership, Latency, Load }

public sealed record GrowthStep(int Size, RunPair Pair);

/// <summary>What DDL adds to owning the table: averages over <see cref="Writes"/> single-row writes, against the untouched cluster.</summary>
public sealed record OwnershipCost
{
    public required int Writes { get; init; }
    public required long SizeBeforeBytes { get; init; }
    public required long SizeAfterBytes { get; init; }
    public required double InsertBuffersBefore { get; init; }
    public required double InsertBuffersAfter { get; init; }
    public required double InsertWalBefore { get; init; }
    public required double InsertWalAfter { get; init; }
    public required double UpdateBuffersBefore { get; init; }
    public required double UpdateBuffersAfter { get; init; }
    public required double UpdateWalBefore { get; init; }
    public required double UpdateWalAfter { get; init; }
    /// <summary>Why the server refused one of the writes with what was added, as with a unique index; null when all went through.</summary>
    public string? Refused { get; init; }
    /// <summary>Definitions of what was added, as pg_get_indexdef prints them.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    public long AddedBytes => SizeAfterBytes - SizeBeforeBytes;
}

/// <summary>Interleaved timings, same arguments within a pair, milliseconds.</summary>
public sealed record LatencyPairs(IReadOnlyList<LatencyPair> Pairs)
{
    /// <summary>What all timed calls together left in the data, against what they left for the reference; null where nothing is changed, or nothing differs.</summary>
    public AnswerDifference? Left { get; init; }
}

/// <summary>One timed call of each side. Answers are compared in every pair, so that nothing quick and wrong is timed.</summary>
public sealed record LatencyPair(Timing Yours, Timing Reference)
{
    public double Ratio => Yours.Ms / Math.Max(Reference.Ms, 0.001);
}

/// <summary>Where a call's time went: server, injected network, and the rest, which is the client's own.</summary>
public sealed record Timing(double Ms, double ServerMs, double NetworkMs, string Answer);

/// <summary>Versions and settings that a number is only true with.</summary>
public sealed record RunEnvironment(string PostgresVersion, double RoundTripMs, string Jail, int Processors);
