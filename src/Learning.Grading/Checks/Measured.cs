using System.Globalization;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>The numbers behind findings, each with what it takes to defend it: readings, spread, the reference's figure, and what a re-run would say.</summary>
internal static class Measured
{
    public const string OnTheWire = "on the wire", InThePlan = "by PostgreSQL as it ran the plan";

    /// <summary>A run's figure where it is furthest above the reference's, with its spread over all data sets.</summary>
    public static Measurement AgainstReference(Evidence evidence, string unit, string counted, Func<Run, double> figure) => AgainstReference(Pairs.All(evidence), unit, counted, figure);

    /// <summary>The same over these runs.</summary>
    public static Measurement AgainstReference(IEnumerable<(string Where, RunPair Pair)> pairs, string unit, string counted, Func<Run, double> figure) =>
        Chosen(pairs, unit, counted, figure, (yours, reference) => Pairs.Times(yours, reference));

    /// <summary>A run's largest figure, with its spread over all data sets.</summary>
    public static Measurement Largest(Evidence evidence, string unit, string counted, Func<Run, double> figure) =>
        Chosen(Pairs.All(evidence), unit, counted, figure, (yours, _) => yours);

    /// <summary>Readings of something that is counted, in which a clock has no part.</summary>
    public static Measurement Counted(string unit, string counted, IReadOnlyList<double> readings, double value, double? reference) => new()
    {
        Value = value, Unit = unit, N = readings.Count, Low = readings.DefaultIfEmpty(value).Min(), High = readings.DefaultIfEmpty(value).Max(), Reference = reference,
        Certainty = Certain(counted, readings),
    };

    /// <summary>A median of paired ratios, with the ends of its 99 % interval.</summary>
    public static Measurement Timed(int pairs, double median, double low, double high, double limit) => new()
    {
        Value = median, Unit = "×", N = pairs, Low = low, High = high, Reference = 1,
        Certainty = high < limit ? "The whole 99 % interval lies below the limit." : low > limit ? "The whole 99 % interval lies above the limit."
            : "The limit lies inside the 99 % interval, so nobody is charged for it.",
    };

    private static Measurement Chosen(IEnumerable<(string Where, RunPair Pair)> pairs, string unit, string counted, Func<Run, double> figure, Func<double, double, double> weight)
    {
        List<(double Yours, double Reference)> readings = [.. pairs.Select(item => (figure(item.Pair.Yours), figure(item.Pair.Reference)))];
        var (yours, reference) = readings.Count == 0 ? (0, 0) : readings.MaxBy(reading => weight(reading.Yours, reading.Reference));
        return Counted(unit, counted, [.. readings.Select(reading => reading.Yours)], yours, readings.Count == 0 ? null : reference);
    }

    private static string Certain(string counted, IReadOnlyList<double> readings)
    {
        if (readings.Count < 2)
            return $"Counted {counted}, not timed: a re-run on the same data gives the same number.";
        var (low, high) = (readings.Min(), readings.Max());
        return low == high
            ? $"Counted {counted}, not timed, and the same in all {Say.Count(readings.Count)} runs: a re-run gives the same number."
            : $"Counted {counted}, not timed: a re-run on the same data gives the same number; over {Say.Count(readings.Count)} runs of different size it lay between {Short(low)} and {Short(high)}.";
    }

    private static string Short(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
