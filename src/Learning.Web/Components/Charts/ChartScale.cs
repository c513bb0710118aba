using System.Globalization;

namespace Learning.Web.Components.Charts;

/// <summary>Ticks at round numbers, and coordinates as SVG wants them.</summary>
internal static class ChartScale
{
    public static string X(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>From 0 to the first round number not below the largest value, in four to seven steps.</summary>
    public static IReadOnlyList<double> Linear(double largest, double from = 0)
    {
        var span = Math.Max(largest - from, 1e-6);
        var rough = span / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(candidate => candidate >= rough * 0.999);
        var first = Math.Floor(from / step) * step;
        var count = (int)Math.Ceiling((largest - first) / step - 1e-9);
        return [.. Enumerable.Range(0, Math.Max(count, 1) + 1).Select(index => Math.Round(first + index * step, 9))];
    }

    /// <summary>Powers of ten within the range, ends not forced onto one.</summary>
    public static IEnumerable<double> Decades(double low, double high)
    {
        for (var power = Math.Pow(10, Math.Ceiling(Math.Log10(low) - 1e-9)); power <= high * 1.0001; power *= 10)
            yield return power;
    }

    /// <summary>0.5, 20 k, 2 M.</summary>
    public static string Short(double value) => value switch
    {
        >= 1e6 => (value / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " M",
        >= 10_000 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + " k",
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
