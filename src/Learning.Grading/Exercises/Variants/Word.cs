using System.Globalization;

namespace Learning.Grading.Exercises.Variants;

/// <summary>One or several words that name one thing: <c>post</c>, <c>created-at</c>; or <c>person/people</c>, where the plural is its own.</summary>
internal sealed class Word
{
    private readonly string[] _one, _many;

    private Word(string text, string[] one, string[] many) => (Text, _one, _many) = (text, one, many);

    public string Text { get; }
    public int Parts => _one.Length;
    public bool BeginsWithVowel => _one[0][0] is 'a' or 'e' or 'i' or 'o' || (_one[0][0] == 'u' && !_one[0].StartsWith("us", StringComparison.Ordinal) && !_one[0].StartsWith("uni", StringComparison.Ordinal));

    /// <summary>Null unless it is lower-case letters, with hyphens between words.</summary>
    public static Word? Parse(string text)
    {
        var sides = text.Split('/');
        var one = sides[0].Split('-');
        if (sides.Length > 2 || Array.Exists(sides, side => !side.Replace("-", "", StringComparison.Ordinal).All(char.IsAsciiLetterLower)) || Array.Exists(one, part => part.Length == 0) || sides[0].Length < 3)
            return null;
        return new(text, one, sides.Length == 2 ? sides[1].Split('-') : [.. one[..^1], Plural(one[^1])]);
    }

    /// <summary>
    /// As it is written in code, SQL and sentences. Two words have the same forms in the same places when they have as many parts or both have several;
    /// a form's <see cref="WordForm.Pattern"/> finds it where it is a word of its own or a whole part of an identifier.
    /// </summary>
    public IEnumerable<WordForm> Forms() => Forms(_one).Concat(Forms(_many));

    private static IEnumerable<WordForm> Forms(string[] parts)
    {
        var pascal = string.Concat(parts.Select(Capital));
        yield return new(string.Join('_', parts), Case.Lower);
        yield return new(pascal, Case.Capital);
        yield return new(string.Join('_', parts).ToUpperInvariant(), Case.Upper);
        if (parts.Length == 1)
            yield break;
        yield return new(parts[0] + pascal[parts[0].Length..], Case.Lower);
        yield return new(string.Join(' ', parts), Case.Lower);
    }

    private static string Capital(string part) => char.ToUpper(part[0], CultureInfo.InvariantCulture) + part[1..];

    private static string Plural(string one) => one switch
    {
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => one[..^1] + "ies",
        [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => one + "es",
        _ => one + "s",
    };
}

internal enum Case { Lower, Capital, Upper }

/// <summary>A spelling. Capital letters begin a new part of an identifier, so what follows a form may be one and what precedes a small letter may not.</summary>
internal sealed record WordForm(string Text, Case Case)
{
    public string Pattern => Case switch
    {
        Case.Lower => $"(?<![A-Za-z]){Text}(?![a-z])",
        Case.Capital => $"{Text}(?![a-z])",
        _ => $"(?<![A-Za-z]){Text}(?![A-Za-z])",
    };
}
