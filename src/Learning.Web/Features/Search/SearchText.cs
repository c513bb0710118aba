using System.Globalization;
using System.Text;

namespace Learning.Web.Features.Search;

/// <summary>Words as they are compared: without case, accents and punctuation. How well a word that was typed fits one: 1 the same, less for a beginning, least for a slip.</summary>
internal static class SearchText
{
    private const double Beginning = 0.8, Within = 0.45, Slip = 0.4;

    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(letter) || letter is '#' or '+')
                word.Append(char.ToLowerInvariant(letter));
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && word.Length > 0)
                Take();
        }
        if (word.Length > 0)
            Take();
        return words;

        void Take()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>0: not at all.</summary>
    public static double Fit(string typed, string word) =>
        word == typed ? 1
        : word.StartsWith(typed, StringComparison.Ordinal) ? Beginning + 0.1 * typed.Length / word.Length
        : typed.Length >= 3 && word.Contains(typed, StringComparison.Ordinal) ? Within
        : typed.Length >= 4 && Alike(typed, word) is var alike and >= 0.5 ? Slip * alike : 0;

    /// <summary>Trigrams that both have, of all that the one typed has, with the other's beginning: what follows was not typed yet.</summary>
    private static double Alike(string typed, string word)
    {
        var (one, other) = (Trigrams(typed), Trigrams(word.Length > typed.Length + 2 ? word[..(typed.Length + 1)] : word));
        return 2.0 * one.Intersect(other, StringComparer.Ordinal).Count() / (one.Count + other.Count);
    }

    private static HashSet<string> Trigrams(string word)
    {
        var padded = $"  {word} ";
        return [.. Enumerable.Range(0, padded.Length - 2).Select(at => padded.Substring(at, 3))];
    }
}
