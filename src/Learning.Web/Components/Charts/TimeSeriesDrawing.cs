namespace Learning.Web.Components.Charts;

/// <summary>Geometry of values over time: labels at the lines' ends, what happened on top. Pixels.</summary>
internal sealed class TimeSeriesDrawing
{
    public const double Left = 38, LabelRoom = 104, LineHeight = 14, MarkHeight = 14;
    private const double Foot = 20, Stale = 3;

    /// <summary><c>Area</c>: The path closed along the axis; null when the line is not filled. <c>Last</c>: The value now; null when the line has ended some seconds ago.</summary>
    public sealed record Line(TimeLine Of, string Path, string? Area, double EndX, double EndY, double LabelY, double? Last);
    public sealed record Mark(double X, double Width, string Text, string Title, bool Own, IReadOnlyList<double> Stems);
    public sealed record Level(TimeLevel Of, double Y, double LabelX, double LabelY);

    private readonly TimeFrame frame;
    private readonly double low, high;

    public double Width { get; }
    public double Height { get; }
    public double Right { get; }
    public double Top { get; }
    public double Bottom { get; }
    public IReadOnlyList<Line> Lines { get; }
    public IReadOnlyList<Mark> Marks { get; }
    public IReadOnlyList<Level> Levels { get; }
    public IReadOnlyList<(double Y, string Text)> Ticks { get; }
    public IReadOnlyList<(double X, string Text)> Minutes { get; }

    /// <summary><paramref name="timed"/>: the axis of time has its figures; without them it is read from the chart above.</summary>
    public TimeSeriesDrawing(IReadOnlyList<TimeLine> lines, IReadOnlyList<TimeMark> marks, IReadOnlyList<TimeLevel> levels, TimeFrame frame, double width, bool timed)
    {
        this.frame = frame;
        (Width, Height) = (width, frame.Height);
        (Right, Top, Bottom) = (width - LabelRoom, marks.Count > 0 ? MarkHeight + 8 : 6, frame.Height - (timed ? Foot : 4));
        List<double> values = [.. lines.SelectMany(line => line.Points).Where(point => point.Value is not null).Select(point => point.Value!.Value), .. levels.Select(level => level.Value)];
        (low, high) = frame.Logarithmic ? Decades(values) : (0, Math.Max(values.DefaultIfEmpty(1).Max(), 1e-9) * 1.12);
        Ticks = [.. Steps().Select(value => (Y(value), frame.Tick(value)))];
        Minutes = timed ? [.. TimeAxis.Minutes(frame.From, frame.To, (Right - Left) / 30).Select(minute => (X(minute * 60), TimeAxis.Said(minute)))] : [];
        (Lines, Levels) = Named([.. lines.Select(Draw)], levels);
        Marks = TimeMarks.Placed(marks, X, Left, Right);
    }

    public double X(double at) => Left + (Right - Left) * Math.Clamp((at - frame.From) / Math.Max(frame.To - frame.From, 1e-9), 0, 1);

    public double Y(double value) => Bottom - (Bottom - Top) * Math.Clamp(((frame.Logarithmic ? Math.Log10(Math.Max(value, 1e-9)) : value) - low) / (high - low), 0, 1);

    private static (double Low, double High) Decades(List<double> values)
    {
        var least = Math.Floor(Math.Log10(Math.Max(values.Where(value => value > 0).DefaultIfEmpty(1).Min(), 0.1)) + 1e-9);
        return (least, Math.Max(Math.Log10(Math.Max(values.DefaultIfEmpty(10).Max(), 0.1)) + 0.12, least + 1.3));
    }

    /// <summary>As many as have room.</summary>
    private IEnumerable<double> Steps()
    {
        if (frame.Logarithmic)
            return ChartScale.Decades(Math.Pow(10, low), Math.Pow(10, high));
        var all = ChartScale.Linear(high / 1.12).Where(value => value <= high).ToList();
        var every = (int)Math.Ceiling(all.Count / Math.Max(2, (Bottom - Top) / 24));
        return all.Where((_, index) => index % every == 0);
    }

    private Line Draw(TimeLine line)
    {
        var points = TimeSeriesThinning.Of(line.Points);
        List<string> parts = [];
        var pen = false;
        TimePoint? first = null, last = null;
        foreach (var point in points.Where(point => point.At >= frame.From && point.At <= frame.To))
        {
            if (point.Value is { } value)
            {
                parts.Add($"{(pen ? "L" : "M")}{ChartScale.X(X(point.At))} {ChartScale.X(Y(value))}");
                first ??= point;
                last = point;
            }
            pen = point.Value is not null;
        }
        var path = string.Join(' ', parts);
        var (endX, endY) = last is { } end ? (X(end.At), Y(end.Value!.Value)) : (Left, Bottom);
        var area = line.Filled && path.Length > 0 ? $"{path.Replace("M", "L", StringComparison.Ordinal).Insert(0, $"M{ChartScale.X(X(first!.Value.At))} {ChartScale.X(Bottom)} ")} L{ChartScale.X(endX)} {ChartScale.X(Bottom)}Z" : null;
        return new(line, path, area, endX, endY, endY + 4, last is { } now && now.At >= Math.Min(frame.To, line.Points[^1].At) - Stale ? now.Value : null);
    }

    /// <summary>The ends' labels, and those of what would be normal, which stand among them; a limit's words stand over its line.</summary>
    private (List<Line>, List<Level>) Named(IReadOnlyList<Line> drawn, IReadOnlyList<TimeLevel> levels)
    {
        List<Line> shown = [.. drawn.Where(line => line.Path.Length > 0)];
        List<TimeLevel> normal = [.. levels.Where(level => level.Tone == "ref")];
        var places = LabelPlaces.Apart([.. shown.Select(line => line.EndY + 4), .. normal.Select(level => Y(level.Value) + 4)], LineHeight, Top + 4, Bottom + 4);
        return ([.. shown.Select((line, index) => line with { LabelY = places[index] })],
            [.. levels.Select(level => level.Tone == "ref" ? new Level(level, Y(level.Value), Right + 7, places[shown.Count + normal.IndexOf(level)]) : new Level(level, Y(level.Value), Left + 4, Y(level.Value) - 5))]);
    }
}
