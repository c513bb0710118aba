using Learning.Grading.Reports;

namespace Learning.Web.Components.Charts;

/// <summary>Geometry of two latency histograms over one logarithmic axis: a wait may be hundred times a call. Pixels.</summary>
internal sealed class LoadDrawing
{
    public const double Left = 14, Top = 58, Bottom = 150;
    private const int Bins = 36;

    public sealed record Bar(double X, double Y, double Width, double Height);
    public sealed record Percentile(string Name, double Value, double X, double LabelY, bool LabelBefore);

    private readonly double low, high;

    public double Width { get; }
    public double Right => Width - 14;

    public IReadOnlyList<Bar> Yours { get; }
    /// <summary>The reference's outline, as a path.</summary>
    public string Reference { get; }
    public IReadOnlyList<(double X, string Text)> Ticks { get; }
    public IReadOnlyList<Percentile> Percentiles { get; }

    public LoadDrawing(LoadFigures load, double width)
    {
        Width = width;
        double[] all = [.. load.Yours.CallsMs, .. load.Reference.CallsMs];
        low = Math.Log10(Math.Max(0.01, all.DefaultIfEmpty(1).Min())) - 0.02;
        high = Math.Max(Math.Log10(Math.Max(0.02, all.DefaultIfEmpty(10).Max())) + 0.02, low + 0.3);
        var (yours, reference) = (Shares(load.Yours.CallsMs), Shares(load.Reference.CallsMs));
        var most = Math.Max(Math.Max(yours.Max(), reference.Max()), 1e-9);
        var bin = (Right - Left) / Bins;
        Yours = [.. yours.Select((share, index) => new Bar(Left + index * bin + 0.5, Tall(share, most), bin - 1, Bottom - Tall(share, most))).Where(bar => bar.Height > 0)];
        Reference = "M" + string.Join(" ", reference.Select((share, index) =>
            $"{(index == 0 ? "" : "L")}{ChartScale.X(Left + index * bin)} {ChartScale.X(Tall(share, most))} L{ChartScale.X(Left + (index + 1) * bin)} {ChartScale.X(Tall(share, most))}"));
        Ticks = [.. Steps().Select(value => (X(value), ChartScale.Short(value)))];
        Percentiles = [.. new[] { ("p50", load.Yours.P50), ("p95", load.Yours.P95), ("p99", load.Yours.P99) }
            .Select((mark, index) => new Percentile(mark.Item1, mark.Item2, X(mark.Item2), 22 + index * 14, X(mark.Item2) > Right - 120))];
    }

    public double X(double milliseconds) => Left + (Right - Left) * Math.Clamp((Math.Log10(Math.Max(milliseconds, 0.001)) - low) / (high - low), 0, 1);

    /// <summary>Shares, not counts: both sides fill the same area whatever their number of calls.</summary>
    private double[] Shares(IReadOnlyList<double> calls)
    {
        var shares = new double[Bins];
        foreach (var call in calls)
            shares[Math.Clamp((int)((Math.Log10(Math.Max(call, 0.001)) - low) / (high - low) * Bins), 0, Bins - 1)] += 1.0 / calls.Count;
        return shares;
    }

    private static double Tall(double share, double most) => Bottom - share / most * (Bottom - Top - 10);

    private IEnumerable<double> Steps()
    {
        double[] factors = high - low > 1.5 ? [1] : [1, 2, 5];
        for (var power = Math.Floor(low); power <= high; power++)
        {
            foreach (var value in factors.Select(factor => factor * Math.Pow(10, power)).Where(value => Math.Log10(value) >= low && Math.Log10(value) <= high))
                yield return value;
        }
    }
}
