using System.Globalization;

namespace Learning.Web.Components.Charts;

/// <summary>Ticks of an axis of minutes, and a clock's reading.</summary>
internal static class TimeAxis
{
    private static readonly double[] Steps = [0.25, 0.5, 1, 2, 5, 10, 15, 30, 60];

    /// <summary>Round minutes, at most so many.</summary>
    public static IEnumerable<double> Minutes(double from, double to, double most)
    {
        var step = Steps.FirstOrDefault(step => Math.Floor((to - from) / 60 / step) + 1 <= most, Steps[^1]);
        for (var minute = 0.0 + Math.Ceiling(from / 60 / step - 1e-9) * step; minute * 60 <= to + 1e-6; minute += step)
            yield return minute;
    }

    public static string Said(double minute) => minute.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>07:12, and 1:07:12 past an hour.</summary>
    public static string Clock(double seconds)
    {
        var whole = (long)Math.Max(0, Math.Floor(seconds));
        return whole < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60:00}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }
}
