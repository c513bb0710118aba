using Learning.Grading.Answers;

namespace Learning.Grading.Traces;

/// <summary>The learner's calls at once and the reference's, each in its own jail and cluster.</summary>
public sealed record CrowdPair(CrowdRun Yours, CrowdRun Reference);

/// <summary>Many calls at once on one database, and what the trusted role found when they had ended.</summary>
public sealed record CrowdRun
{
    /// <summary>Which repetition this was, 1-based; the first that shows something is the last that is run.</summary>
    public int Round { get; init; } = 1;
    public required int Users { get; init; }
    /// <summary>Of one round.</summary>
    public required int Calls { get; init; }
    public required int Pool { get; init; }
    /// <summary>Calls that threw or were stopped.</summary>
    public required int Failed { get; init; }
    public RunOutcome? FirstFailure { get; init; }
    public required IReadOnlyList<BrokenInvariant> Broken { get; init; }
    public required StatementTrace Trace { get; init; }
    /// <summary>What was done that makes it no run to judge, as a sentence; null as a rule.</summary>
    public string? Refused { get; init; }
    /// <summary>From the first call to the last answer, in milliseconds by the supervisor's clock.</summary>
    public required double ElapsedMs { get; init; }
}

/// <summary>An invariant that does not hold: how many rows break it, and the first of them as JSON.</summary>
public sealed record BrokenInvariant(string Name, int Rows, string Example);

/// <summary>Rounds of the same load, yours and the reference's in turn.</summary>
public sealed record LoadRounds(int Users, int Pool, IReadOnlyList<LoadRound> Rounds)
{
    /// <summary>What all rounds together left in the data, against what they left for the reference; null where nothing is changed, or nothing differs.</summary>
    public AnswerDifference? Left { get; init; }
}

public sealed record LoadRound(LoadTimes Yours, LoadTimes Reference)
{
    /// <summary>Calls that were answered otherwise than the reference answers them.</summary>
    public int Differ { get; init; }

    /// <summary>Mean latency against mean latency: a user's wait, queueing included.</summary>
    public double Ratio => Yours.MeanMs / Math.Max(Reference.MeanMs, 0.001);
}

/// <summary>Every call's latency in one round, in milliseconds by the supervisor's clock, and how long the round took.</summary>
public sealed record LoadTimes(IReadOnlyList<double> CallsMs, double ElapsedMs)
{
    public double MeanMs => CallsMs.Count == 0 ? 0 : CallsMs.Average();
}
