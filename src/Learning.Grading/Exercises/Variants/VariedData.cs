using System.Globalization;

namespace Learning.Grading.Exercises.Variants;

/// <summary>Sizes and skew within their bounds, one factor for all data sets, so that they keep their proportions; and other rows to look at.</summary>
internal static class VariedData
{
    public const string Seed = "seed";

    public static Dictionary<string, double> Factors(ManifestVariants section, Chance chance)
    {
        var factors = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var variation in section.Data)
        {
            var factor = Math.Round(1 + variation.Within * (2 * chance.Of("data " + variation.Of[0]) - 1), 3);
            foreach (var name in variation.Of)
                factors[name] = factor;
        }
        return factors;
    }

    public static List<ManifestDataSet> Of(IEnumerable<ManifestDataSet> sets, IReadOnlyDictionary<string, double> factors, Chance chance) => [.. sets.Select(set => set with
    {
        Parameters = set.Parameters.ToDictionary(
            parameter => parameter.Key,
            parameter => parameter.Key == Seed ? (1 + (int)(chance.Of($"seed {set.Name}") * 999)).ToString(CultureInfo.InvariantCulture)
                : factors.TryGetValue(parameter.Key, out var factor) ? Times(parameter.Value, factor) : parameter.Value,
            StringComparer.Ordinal),
    })];

    /// <summary>A whole number stays one, to three digits, which is how sizes are said.</summary>
    private static string Times(string value, double factor)
    {
        var number = double.Parse(value, CultureInfo.InvariantCulture) * factor;
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(number)) - 2));
        return value.Contains('.', StringComparison.Ordinal)
            ? Math.Round(number, 4).ToString(CultureInfo.InvariantCulture)
            : Math.Max(1, Math.Round(number / unit) * unit).ToString("0", CultureInfo.InvariantCulture);
    }
}
