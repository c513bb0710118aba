using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Learning.Web.Features.Comparisons;

/// <summary>How a line of code stands to the other version. A fold stands for a stretch that both have.</summary>
internal enum LineChange { Same, Added, Removed, Fold }

/// <summary>A line with its numbers in the two versions; of a fold, the text says how many lines it hides.</summary>
internal sealed record CodeLine(LineChange Change, int? Before, int? After, string Text);

/// <summary>Two versions of a file as one list of lines, with what did not change folded away.</summary>
internal static class CodeDiff
{
    /// <summary>Unchanged lines kept around each change.</summary>
    private const int Around = 3;

    public static IReadOnlyList<CodeLine> Of(string before, string after)
    {
        List<CodeLine> lines = [];
        var (left, right) = (0, 0);
        foreach (var piece in new InlineDiffBuilder(new Differ()).BuildDiffModel(Text(before), Text(after), ignoreWhitespace: false).Lines)
        {
            lines.Add(piece.Type switch
            {
                ChangeType.Inserted => new(LineChange.Added, null, ++right, piece.Text),
                ChangeType.Deleted => new(LineChange.Removed, ++left, null, piece.Text),
                _ => new(LineChange.Same, ++left, ++right, piece.Text),
            });
        }
        return [.. Folded(lines)];
    }

    private static string Text(string source) => source.ReplaceLineEndings("\n").TrimEnd('\n');

    private static IEnumerable<CodeLine> Folded(List<CodeLine> lines)
    {
        for (var i = 0; i < lines.Count;)
        {
            if (lines[i].Change != LineChange.Same)
            {
                yield return lines[i++];
                continue;
            }
            var end = i;
            while (end < lines.Count && lines[end].Change == LineChange.Same)
                end++;
            var (head, tail) = (i == 0 ? 0 : Around, end == lines.Count ? 0 : Around);
            var hidden = end - i - head - tail;
            foreach (var line in lines[i..(hidden > 1 ? i + head : end)])
                yield return line;
            if (hidden > 1)
            {
                yield return new(LineChange.Fold, null, null, $"{hidden} lines that both have");
                foreach (var line in lines[(end - tail)..end])
                    yield return line;
            }
            i = end;
        }
    }
}
