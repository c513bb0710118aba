using Learning.Grading.Exercises;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>
/// What is left of a source for comparing it with others: hashes of every k words in a row, of which winnowing keeps some, so that any stretch
/// of k + w − 1 words that two sources share is found. After S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document
/// Fingerprinting", SIGMOD 2003 (MOSS), with names as in B. Baker's parameterised matching (1995): a name counts by how far back it was last
/// used within the k words, so that renaming changes nothing; words as in JPlag (Prechelt, Malpohl, Philippsen, 2002).
/// </summary>
internal sealed class Fingerprint
{
    private readonly IReadOnlyList<CodeToken> _tokens;
    private readonly ulong[] _grams;
    private readonly int _k;

    public Fingerprint(ExerciseLanguage language, string source)
    {
        (_k, var tokens) = (Length(language), CodeTokens.Of(language, source));
        _tokens = tokens;
        _grams = [.. Enumerable.Range(0, Math.Max(0, tokens.Count - _k + 1)).Select(at => Hash(tokens, at, _k))];
    }

    /// <summary>SQL says more in a word.</summary>
    private static int Length(ExerciseLanguage language) => language == ExerciseLanguage.Sql ? 6 : 9;

    private const int Window = 4;

    /// <summary>Sources with fewer kept hashes say nothing about each other.</summary>
    public const int Fewest = 4;

    /// <summary>Every hash, for taking it out of others.</summary>
    public IEnumerable<ulong> Grams => _grams;

    /// <summary>The kept hashes, without those of <paramref name="without"/>: what everybody begins with.</summary>
    public HashSet<ulong> Winnow(IReadOnlySet<ulong> without)
    {
        ulong[] left = [.. _grams.Where(gram => !without.Contains(gram))];
        HashSet<ulong> kept = [];
        for (var at = 0; at + Window <= left.Length || (at == 0 && left.Length > 0); at++)
            kept.Add(left.AsSpan(at, Math.Min(Window, left.Length)).ToArray().Min());
        return kept;
    }

    /// <summary>Shared hashes by all hashes, 0 to 1; null when one of the two is too short to say.</summary>
    public static double? Alike(HashSet<ulong> one, HashSet<ulong> other)
    {
        if (one.Count < Fewest || other.Count < Fewest)
            return null;
        var shared = one.Count(other.Contains);
        return (double)shared / (one.Count + other.Count - shared);
    }

    /// <summary>Stretches of the source, start and end in characters, that another one has too.</summary>
    public IReadOnlyList<(int Start, int End)> Shared(Fingerprint other, IReadOnlySet<ulong> without)
    {
        var there = other._grams.Where(gram => !without.Contains(gram)).ToHashSet();
        List<(int Start, int End)> found = [];
        foreach (var at in Enumerable.Range(0, _grams.Length).Where(at => there.Contains(_grams[at])))
        {
            var (start, last) = (_tokens[at].Start, _tokens[at + _k - 1]);
            var end = last.Start + last.Length;
            if (found is [.., var before] && start <= before.End)
                found[^1] = (before.Start, Math.Max(before.End, end));
            else
                found.Add((start, end));
        }
        return found;
    }

    /// <summary>FNV-1a over the words.</summary>
    private static ulong Hash(IReadOnlyList<CodeToken> tokens, int from, int k)
    {
        var hash = 14695981039346656037UL;
        for (var at = from; at < from + k; at++)
        {
            var word = tokens[at].Name ? $"#{Back(tokens, from, at)}" : tokens[at].Text;
            foreach (var letter in word)
                hash = (hash ^ letter) * 1099511628211UL;
            hash = (hash ^ ' ') * 1099511628211UL;
        }
        return hash;
    }

    private static int Back(IReadOnlyList<CodeToken> tokens, int from, int at)
    {
        for (var back = at - 1; back >= from; back--)
        {
            if (tokens[back].Name && string.Equals(tokens[back].Text, tokens[at].Text, StringComparison.Ordinal))
                return at - back;
        }
        return 0;
    }
}
