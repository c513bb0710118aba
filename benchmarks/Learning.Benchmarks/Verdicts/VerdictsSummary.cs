namespace Learning.Benchmarks.Verdicts;

/// <summary>The claims about verdicts, each as a figure: over all gradings, and apart for quiet and busy halves.</summary>
internal sealed record VerdictsSummary(MachineState Machine, int Exercises, int Answers, VerdictFigures All, VerdictFigures Quiet, VerdictFigures Busy, IReadOnlyList<Regrading> NotLanded)
{
    public static VerdictsSummary Of(MachineState machine, IReadOnlyList<Regrading> all) => new(
        machine,
        all.Select(each => each.Exercise).Distinct(StringComparer.Ordinal).Count(),
        all.Select(each => (each.Exercise, each.Answer)).Distinct().Count(),
        VerdictFigures.Of(all), VerdictFigures.Of([.. all.Where(each => !each.Busy)]), VerdictFigures.Of([.. all.Where(each => each.Busy)]),
        [.. all.Where(each => !each.Landed)]);
}

/// <summary>What a number of gradings came to.</summary>
internal sealed record VerdictFigures
{
    public required int Gradings { get; init; }
    public required int Landed { get; init; }
    /// <summary>Decided by gates 1–4, and not as declared. The claim is 0.</summary>
    public required int CountedFlips { get; init; }
    /// <summary>Reached, or should have reached, a timed stage.</summary>
    public required int TimedGradings { get; init; }
    /// <summary>Of those, other verdicts than declared; inconclusive ones are not counted. The claim is at most 3 in 1,000.</summary>
    public required int TimedFlips { get; init; }
    /// <summary>Of those, right answers called too slow. The claim is 0.</summary>
    public required int FalseFailures { get; init; }
    public required int Inconclusive { get; init; }
    /// <summary>Of the timed gradings. The claim is at most 2 % on a quiet machine and 10 % on a busy one.</summary>
    public required double InconclusivePercent { get; init; }
    public required int OurFaults { get; init; }
    /// <summary>Bundles that, judged again, gave another verdict or other findings. The claim is 0.</summary>
    public required int OtherFromBundle { get; init; }
    public required int Reruns { get; init; }
    public required double MedianMs { get; init; }
    public required double P95Ms { get; init; }

    public static VerdictFigures Of(IReadOnlyList<Regrading> gradings)
    {
        double[] times = [.. gradings.Select(each => each.Ms).Order()];
        var timed = gradings.Count(each => each.Timed);
        var inconclusive = gradings.Count(each => each.Inconclusive);
        return new()
        {
            Gradings = gradings.Count,
            Landed = gradings.Count(each => each.Landed),
            CountedFlips = gradings.Count(each => each.CountedFlip),
            TimedGradings = timed,
            TimedFlips = gradings.Count(each => each.TimedFlip),
            FalseFailures = gradings.Count(each => each.FalseFailure),
            Inconclusive = inconclusive,
            InconclusivePercent = timed == 0 ? 0 : Math.Round(100.0 * inconclusive / timed, 2),
            OurFaults = gradings.Count(each => each.OurFault),
            OtherFromBundle = gradings.Count(each => !each.SameFromBundle),
            Reruns = gradings.Sum(each => each.Reruns),
            MedianMs = Percentile.Of(times, 50),
            P95Ms = Percentile.Of(times, 95),
        };
    }
}
