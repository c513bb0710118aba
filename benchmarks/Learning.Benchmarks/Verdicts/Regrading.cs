using Learning.Grading.Reports;

namespace Learning.Benchmarks.Verdicts;

/// <summary>One grading of an answer whose verdict is known beforehand.</summary>
internal sealed record Regrading
{
    public required string Exercise { get; init; }
    public required string Revision { get; init; }
    public required string Answer { get; init; }
    /// <summary>Both cores were kept busy.</summary>
    public required bool Busy { get; init; }
    public required Verdict Declared { get; init; }
    public string? DeclaredStage { get; init; }
    public required Verdict Verdict { get; init; }
    public string? Stage { get; init; }
    public required bool Landed { get; init; }
    /// <summary>The declared verdict, or the one reached, depends on a measured time.</summary>
    public required bool Timed { get; init; }
    /// <summary>The evidence bundle, judged again, gave the same verdict and the same findings.</summary>
    public required bool SameFromBundle { get; init; }
    public int Reruns { get; init; }
    public required double Ms { get; init; }
    public required string Headline { get; init; }

    /// <summary>A right answer that was called too slow: the one thing that must not happen.</summary>
    public bool FalseFailure => Timed && Declared == Verdict.Passed && Verdict == Verdict.OverBudget;
    public bool Inconclusive => Verdict == Verdict.Inconclusive;
    public bool OurFault => Verdict == Verdict.InfrastructureError;
    /// <summary>Gates 1–4 are counted, not timed: they may not differ once.</summary>
    public bool CountedFlip => !Landed && !Timed && !OurFault;
    public bool TimedFlip => !Landed && Timed && !Inconclusive && !OurFault;
}
