using System.Globalization;
using System.Text.RegularExpressions;

namespace Learning.Web.Features.Incidents.WarRoom;

internal enum DiffChange { Same, Added, Removed, Hunk }

/// <summary>A line of a unified diff with its numbers before and after.</summary>
internal sealed partial record DiffLine(DiffChange Change, int? Before, int? After, string Text)
{
    public static IReadOnlyList<DiffLine> Read(string diff)
    {
        List<DiffLine> lines = [];
        var (before, after) = (1, 1);
        foreach (var line in diff.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (Hunk().Match(line) is { Success: true } hunk)
            {
                (before, after) = (int.Parse(hunk.Groups["before"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(hunk.Groups["after"].ValueSpan, CultureInfo.InvariantCulture));
                lines.Add(new(DiffChange.Hunk, null, null, hunk.Groups["where"].Value.Trim()));
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("+++ ", StringComparison.Ordinal) || line.StartsWith("diff ", StringComparison.Ordinal))
            {
                continue;
            }
            else if (line.StartsWith('+'))
            {
                lines.Add(new(DiffChange.Added, null, after++, line[1..]));
            }
            else if (line.StartsWith('-'))
            {
                lines.Add(new(DiffChange.Removed, before++, null, line[1..]));
            }
            else
            {
                lines.Add(new(DiffChange.Same, before++, after++, line.StartsWith(' ') ? line[1..] : line));
            }
        }
        return lines;
    }

    [GeneratedRegex(@"^@@ -(?<before>\d+)(,\d+)? \+(?<after>\d+)(,\d+)? @@(?<where>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hunk();
}
