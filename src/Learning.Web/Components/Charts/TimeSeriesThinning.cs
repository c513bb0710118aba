namespace Learning.Web.Components.Charts;

/// <summary>
/// Fewer points for a long session. Each stretch keeps its lowest and its highest second, so that a spike stays where it was; the stretches
/// are whole numbers of seconds from zero on, so that the drawn past does not change with every second that is added.
/// </summary>
internal static class TimeSeriesThinning
{
    public const int Most = 300;

    public static IReadOnlyList<TimePoint> Of(IReadOnlyList<TimePoint> points, int most = Most)
    {
        if (points.Count <= most)
            return points;
        var (from, to) = (points[0].At, points[^1].At);
        // Two a stretch, and the last one by itself.
        var stretch = Math.Max(1, Math.Ceiling((to - from) / Math.Max(1, (most - 1) / 2 - 1)));
        List<TimePoint> kept = [];
        for (var i = 0; i < points.Count - 1;)
        {
            var slot = Math.Floor(points[i].At / stretch);
            var (low, high) = (i, i);
            for (; i < points.Count - 1 && Math.Floor(points[i].At / stretch) <= slot; i++)
            {
                if (Less(points[i].Value, points[low].Value))
                    low = i;
                if (Less(points[high].Value, points[i].Value))
                    high = i;
            }
            kept.Add(points[Math.Min(low, high)]);
            if (low != high)
                kept.Add(points[Math.Max(low, high)]);
        }
        kept.Add(points[^1]);
        return kept;
    }

    /// <summary>A gap is lower than any value: it is kept too.</summary>
    private static bool Less(double? a, double? b) => (a ?? double.NegativeInfinity) < (b ?? double.NegativeInfinity);
}
