namespace Learning.Grading.Checks;

public enum RuleAnswer { More, Pass, Fail, Undecided }

/// <summary>A median with the distribution-free interval that order statistics give it.</summary>
public sealed record RatioInterval(double Median, double Low, double High);

/// <summary>
/// Judges paired latency ratios: 10, then 20, then 40 pairs; pass when the 99 % interval of the median lies below the limit,
/// fail when it lies above, else look again. The interval is the sign test's (order statistics of the binomial).
/// </summary>
public static class SequentialRule
{
    private static readonly int[] Looks = [10, 20, 40];
    private const double Tail = 0.005;

    public static int MostPairs => Looks[^1];

    public static RuleAnswer Judge(IReadOnlyCollection<double> ratios, double limit)
    {
        if (!Looks.Contains(ratios.Count))
            return ratios.Count < MostPairs ? RuleAnswer.More : RuleAnswer.Undecided;
        var interval = Interval(ratios);
        if (interval.High < limit)
            return RuleAnswer.Pass;
        if (interval.Low > limit)
            return RuleAnswer.Fail;
        return ratios.Count == MostPairs ? RuleAnswer.Undecided : RuleAnswer.More;
    }

    public static RatioInterval Interval(IReadOnlyCollection<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        var n = sorted.Length;
        var rank = 0;
        for (double below = 0, chance = Math.Pow(0.5, n); rank < n / 2; rank++)
        {
            below += chance;
            if (below > Tail)
                break;
            chance = chance * (n - rank) / (rank + 1);
        }
        var low = Math.Max(0, rank - 1);
        var median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new(median, sorted[low], sorted[n - 1 - low]);
    }

    /// <summary>Nearest-rank percentile of unsorted values.</summary>
    public static double Percentile(IReadOnlyCollection<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
