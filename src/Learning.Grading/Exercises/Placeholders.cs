using System.Globalization;
using System.Text.RegularExpressions;

namespace Learning.Grading.Exercises;

/// <summary>{{name}} in a manifest's SQL and descriptions stands for a parameter of the data, so that what is said and asked holds for every size.</summary>
internal static partial class Placeholders
{
    /// <summary>Filled for each run, by whoever runs it.</summary>
    private static readonly string[] PerRun = ["draw", "step", "call", "round", "n"];

    public static string Fill(string text, IReadOnlyDictionary<string, string> parameters) =>
        Placeholder().Replace(text, match => parameters.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    /// <summary>For a sentence: 50,000.</summary>
    public static string Say(string text, IReadOnlyDictionary<string, string> parameters) => Placeholder().Replace(text, match =>
        !parameters.TryGetValue(match.Groups["name"].Value, out var value) ? match.Value
        : long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("N0", CultureInfo.InvariantCulture) : value);

    public static IEnumerable<string> Unknown(string text, IReadOnlyDictionary<string, string> parameters) =>
        Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !parameters.ContainsKey(name) && !PerRun.Contains(name, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);

    public static bool IsPerRun(string name) => PerRun.Contains(name, StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{(?<name>[\w-]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
