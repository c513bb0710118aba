using System.Globalization;
using System.Text.RegularExpressions;

namespace Learning.Grading.Incidents.Folders;

/// <summary>
/// A stage's Markdown: the brief, then the sections <c>## Think first</c>, <c>## What is known now</c>, and a <c>## Hint, 2 points</c> for each hint.
/// </summary>
internal sealed partial record StageText(string Brief, string? Think, string? Reveal, IReadOnlyList<IncidentHint> Hints, IReadOnlyList<string> Unknown)
{
    public static StageText Of(string markdown)
    {
        var parts = ("\n" + markdown.Trim()).Split("\n## ");
        string? think = null, reveal = null;
        List<IncidentHint> hints = [];
        List<string> unknown = [];
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var (heading, body) = end < 0 ? (part.Trim(), "") : (part[..end].Trim(), part[end..].Trim());
            if (Hint().Match(heading) is { Success: true } hint)
                hints.Add(new(body, int.Parse(hint.Groups["cost"].Value, CultureInfo.InvariantCulture)));
            else if (heading == "Think first")
                think = body;
            else if (heading == "What is known now")
                reveal = body;
            else
                unknown.Add(heading);
        }
        return new(parts[0].Trim(), think, reveal, hints, unknown);
    }

    [GeneratedRegex(@"\AHint, (?<cost>\d{1,2}) points?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hint();
}
