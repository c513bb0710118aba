namespace Learning.Web.Components.Charts;

/// <summary>Geometry of yours against the reference (and an earlier attempt) over size, both axes logarithmic. Pixels.</summary>
internal sealed class GrowthDrawing
{
    public const double Width = 270, Height = 150, Left = 44, Top = 16, Bottom = 122, PlotRight = 176;
    private const double LineHeight = 14;

    public sealed record Point(int Size, long Yours, long Reference, double X, double YoursY, double ReferenceY);
    public sealed record EarlierPoint(int Size, long Value, double X, double Y);

    public IReadOnlyList<Point> Points { get; }
    public IReadOnlyList<EarlierPoint> Earlier { get; }
    public IReadOnlyList<(double Y, string Text)> Decades { get; }
    public double YoursLabelY { get; }
    public double ReferenceLabelY { get; }
    public double EarlierLabelY { get; }
    /// <summary>Both lines lie on each other: the reference's is drawn this much lower, and the label says the value.</summary>
    public double ReferenceShift { get; }

    private readonly double lowX, highX, lowY, highY;

    public GrowthDrawing(IReadOnlyList<(int Size, long Yours, long Reference)> values, IReadOnlyList<(int Size, long Value)>? earlier = null)
    {
        earlier ??= [];
        lowX = Math.Log10(values.Min(value => Math.Max(value.Size, 1)));
        highX = Math.Max(Math.Log10(values.Max(value => Math.Max(value.Size, 1))), lowX + 0.1);
        List<long> all = [.. values.SelectMany(value => (long[])[value.Yours, value.Reference]), .. earlier.Select(value => value.Value)];
        lowY = Math.Floor(Math.Log10(Math.Max(all.Min(), 1)) + 1e-9);
        highY = Math.Max(Math.Log10(Math.Max(all.Max(), 1)), lowY + 1);
        Points = [.. values.Select(value => new Point(value.Size, value.Yours, value.Reference, X(value.Size), Y(value.Yours), Y(value.Reference)))];
        Earlier = [.. earlier.Select(value => new EarlierPoint(value.Size, value.Value, X(value.Size), Y(value.Value)))];
        Decades = [.. ChartScale.Decades(Math.Pow(10, lowY), Math.Pow(10, highY)).Select(decade => (Y(decade), ChartScale.Short(decade)))];
        ReferenceShift = Points.All(point => Math.Abs(point.YoursY - point.ReferenceY) < 3) ? 4 : 0;
        double[] wanted = Earlier.Count == 0 ? [Points[^1].YoursY + 4, Points[^1].ReferenceY + ReferenceShift + 4] : [Points[^1].YoursY + 4, Points[^1].ReferenceY + ReferenceShift + 4, Earlier[^1].Y + 4];
        var labels = Apart(wanted);
        (YoursLabelY, ReferenceLabelY, EarlierLabelY) = (labels[0], labels[1], labels[^1]);
    }

    public double X(double size) => Left + (PlotRight - Left) * (Math.Log10(Math.Max(size, 1)) - lowX) / (highX - lowX);
    public double Y(double value) => Bottom - (Bottom - Top) * (Math.Log10(Math.Max(value, 1)) - lowY) / (highY - lowY);

    public string Path(bool yours) => Line(Points.Select(point => (point.X, yours ? point.YoursY : point.ReferenceY + ReferenceShift)));

    public string EarlierPath => Line(Earlier.Select(point => (point.X, point.Y)));

    /// <summary>Values written at the points before the last, above a line that rises.</summary>
    public IEnumerable<(double X, double Y, long Value, string Anchor)> Between() =>
        Points.SkipLast(1).Where(point => point.Yours != point.Reference).Select((point, index) =>
            (index == 0 ? point.X + 3 : point.X - 6, point.YoursY - 7, point.Yours, index == 0 ? "start" : "end"));

    private static string Line(IEnumerable<(double X, double Y)> points) => "M" + string.Join(" L", points.Select(point => $"{ChartScale.X(point.X)} {ChartScale.X(point.Y)}"));

    /// <summary>Labels keep their order and get a line each: around the middle of those that would touch, and all above the axis.</summary>
    private static double[] Apart(double[] wanted)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Length).OrderBy(index => wanted[index])];
        var placed = (double[])wanted.Clone();
        for (var i = 1; i < order.Length; i++)
        {
            var overlap = placed[order[i - 1]] + LineHeight - placed[order[i]];
            if (overlap <= 0)
                continue;
            // The first two share the shift; a third goes below them.
            if (i == 1)
                placed[order[0]] -= overlap / 2;
            placed[order[i]] = placed[order[i - 1]] + LineHeight;
        }
        // From the axis up, each moves no further than it must.
        var floor = Bottom + 4;
        foreach (var index in order.Reverse())
        {
            placed[index] = Math.Min(placed[index], floor);
            floor = placed[index] - LineHeight;
        }
        return placed;
    }
}
