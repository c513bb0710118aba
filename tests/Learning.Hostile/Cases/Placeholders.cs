using System.Globalization;
using System.Text.RegularExpressions;

namespace Learning.Hostile.Cases;

/// <summary>{{repeat 10000 (}} keeps a bomb's file small; {{name}} is a path or a number of the lab's that only the host knows.</summary>
internal static partial class Placeholders
{
    public static string Fill(string source, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(source, match =>
        match.Groups["count"].Success ? string.Concat(Enumerable.Repeat(match.Groups["text"].Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)))
        : values.TryGetValue(match.Groups["name"].Value, out var value) ? value
        : throw new FormatException($"There is nothing called {match.Value} in the lab."));

    [GeneratedRegex(@"\{\{(?:repeat (?<count>\d+) (?<text>.+?)|(?<name>[a-z][a-z-]*))\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
