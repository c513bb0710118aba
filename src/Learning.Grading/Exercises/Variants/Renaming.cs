using System.Text.RegularExpressions;

namespace Learning.Grading.Exercises.Variants;

/// <summary>Words for words, in one pass over a text and in every spelling: posts, Post, post_id, PostId. Parts of words stay.</summary>
internal sealed class Renaming
{
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);
    private readonly Regex? _any;

    public Renaming(IEnumerable<(Word From, Word To)> words)
    {
        List<WordForm> sought = [];
        foreach (var (from, to) in words.Where(pair => pair.From.Text != pair.To.Text))
        {
            foreach (var (before, after) in from.Forms().Zip(to.Forms()).Where(pair => _forms.TryAdd(pair.First.Text, pair.Second.Text)))
                sought.Add(before);
        }
        if (sought.Count > 0)
            _any = Pattern(sought);
    }

    public string Apply(string text) => _any is null ? text : _any.Replace(text, match => _forms[match.Value]);

    /// <summary>Whether the word stands in the text, in any spelling.</summary>
    public static bool Occurs(Word word, string text) => Pattern(word.Forms()).IsMatch(text);

    /// <summary>Whether it stands behind "a" or "an", and so depends on its first letter.</summary>
    public static bool HasArticle(Word word, string text) =>
        Regex.IsMatch(text, $@"\b[Aa]n? (?:{string.Join('|', word.Forms().Select(form => form.Pattern))})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static Regex Pattern(IEnumerable<WordForm> forms) =>
        new(string.Join('|', forms.OrderByDescending(form => form.Text.Length).Select(form => form.Pattern)), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
