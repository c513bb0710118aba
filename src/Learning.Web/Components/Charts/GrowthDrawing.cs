using Learning.Grading;

namespace Learning.Web.Components.Charts;

/// <summary>Geometry of yours against the reference over size, both axes logarithmic. Pixels.</summary>
internal sealed class GrowthDrawing
{
    public const double Width = 270, Height = 150, Left = 44, Top = 16, Bottom = 122, PlotRight = 176;

    public sealed record Point(int Size, long Yours, long Reference, double X, double YoursY, double ReferenceY);

    public IReadOnlyList<Point> Points { get; }
    public IReadOnlyList<(double Y, string Text)> Decades { get; }
    public double YoursLabelY { get; }
    public double ReferenceLabelY { get; }
    /// <summary>Both lines lie on each other: the reference's is drawn this much lower, and the label says the value.</summary>
    public double ReferenceShift { get; }

    private readonly double lowX, highX, lowY, highY;

    public GrowthDrawing(IReadOnlyList<(int Size, long Yours, long Reference)> values)
    {
        lowX = Math.Log10(values.Min(value => Math.Max(value.Size, 1)));
        highX = Math.Max(Math.Log10(values.Max(value => Math.Max(value.Size, 1))), lowX + 0.1);
        var (least, most) = (values.Min(value => Math.Max(1, Math.Min(value.Yours, value.Reference))), values.Max(value => Math.Max(value.Yours, value.Reference)));
        lowY = Math.Floor(Math.Log10(least) + 1e-9);
        highY = Math.Max(Math.Log10(Math.Max(most, 1)), lowY + 1);
        Points = [.. values.Select(value => new Point(value.Size, value.Yours, value.Reference, X(value.Size), Y(value.Yours), Y(value.Reference)))];
        Decades = [.. ChartScale.Decades(Math.Pow(10, lowY), Math.Pow(10, highY)).Select(decade => (Y(decade), ChartScale.Short(decade)))];
        ReferenceShift = Points.All(point => Math.Abs(point.YoursY - point.ReferenceY) < 3) ? 4 : 0;
        var (yours, reference) = (Points[^1].YoursY + 4, Points[^1].ReferenceY + ReferenceShift + 4);
        if (Math.Abs(yours - reference) < 14)
        {
            var middle = (yours + reference) / 2;
            (yours, reference) = yours <= reference ? (middle - 7, middle + 7) : (middle + 7, middle - 7);
        }

        var over = Math.Max(0, Math.Max(yours, reference) - (Bottom + 4));
        (YoursLabelY, ReferenceLabelY) = (yours - over, reference - over);
    }

    public double X(double size) => Left + (PlotRight - Left) * (Math.Log10(Math.Max(size, 1)) - lowX) / (highX - lowX);
    public double Y(double value) => Bottom - (Bottom - Top) * (Math.Log10(Math.Max(value, 1)) - lowY) / (highY - lowY);

    public string Path(bool yours) => "M" + string.Join(" L", Points.Select(point =>
        $"{ChartScale.X(point.X)} {ChartScale.X(yours ? point.YoursY : point.ReferenceY + ReferenceShift)}"));

    /// <summary>Values written at the points before the last, above a line that rises.</summary>
    public IEnumerable<(double X, double Y, string Text, string Anchor)> Between() =>
        Points.SkipLast(1).Where(point => point.Yours != point.Reference).Select((point, index) =>
            (index == 0 ? point.X + 3 : point.X - 6, point.YoursY - 7, Say.Count(point.Yours), index == 0 ? "start" : "end"));
}
