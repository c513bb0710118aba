using System.Text.RegularExpressions;

namespace Learning.Grading.Incidents.Postmortems;

/// <summary>A sentence or a paragraph and its place in its section's text.</summary>
public sealed record Claim(string Text, int Start, int Length);

/// <summary>
/// Finds what a section claims without evidence: a paragraph or list item that cites nothing at all, and in the others each sentence with a figure
/// that cites nothing itself. A mark right behind a sentence belongs to it.
/// </summary>
internal static partial class Claims
{
    /// <summary>Fewer words claim nothing.</summary>
    private const int FewestWords = 4;

    public static IEnumerable<Claim> WithoutEvidence(string text)
    {
        foreach (var block in Blocks(text))
        {
            if (Words(block.Text) < FewestWords || block.Text.TrimStart().StartsWith('#'))
                continue;
            if (!Citations.In(block.Text).Any())
            {
                yield return block;
                continue;
            }
            foreach (var sentence in Sentences(block).Where(sentence => Words(sentence.Text) >= FewestWords && HasFigure(sentence.Text) && !Citations.In(sentence.Text).Any()))
                yield return sentence;
        }
    }

    /// <summary>Paragraphs and list items, each in one piece.</summary>
    public static IEnumerable<Claim> Blocks(string text) =>
        Block().Matches(text).Where(match => match.Value.Trim().Length > 0).Select(match => new Claim(match.Value.Trim(), match.Index, match.Value.TrimEnd().Length));

    public static IEnumerable<Claim> Items(string text) => Blocks(text).Where(block => Bullet().IsMatch(block.Text));

    public static int Words(string text) => Word().Count(Mark().Replace(text, ""));

    private static IEnumerable<Claim> Sentences(Claim block) =>
        Sentence().Matches(block.Text).Where(match => match.Value.Trim().Length > 0).Select(match => new Claim(match.Value.Trim(), block.Start + match.Index, match.Length));

    private static bool HasFigure(string sentence) => Figure().IsMatch(Mark().Replace(sentence, ""));

    /// <summary>Lines up to an empty one or the next list item.</summary>
    [GeneratedRegex(@"(?:^|(?<=\n))(?!\s*\n)[^\n]+(?:\n(?!\s*(?:\n|[-*+]\s|\d+[.)]\s|\#))[^\n]+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    /// <summary>Up to a full stop before a blank, with the marks behind it; a point inside a number is none.</summary>
    [GeneratedRegex(@"(?:[^.!?]|[.!?](?!\s|$))+(?:[.!?]+|$)(?:\s*\[[A-Z0-9, ]+\])*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\s*(?:[-*+]|\d+[.)])\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"[\p{L}\p{N}_']+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\[[A-Z]\d[A-Z0-9, ]*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<![\p{L}_])\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figure();
}
