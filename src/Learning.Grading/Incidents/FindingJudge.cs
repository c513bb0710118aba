using System.Globalization;

namespace Learning.Grading.Incidents;

/// <summary>A learner's answer against what the lab has shown to be true. People write names and numbers in their own way; that costs nothing.</summary>
public static class FindingJudge
{
    private static readonly char[] Separators = [',', ';', '\n'];

    /// <summary>Null: nobody but people can judge it. What has never been true in the lab is wrong, however plausible.</summary>
    public static bool? Judge(Finding finding, string answer, IReadOnlyList<string> accepted) => finding.Kind switch
    {
        FindingKind.Note => null,
        FindingKind.Number => Number(answer) is { } number && accepted.Any(truth => Number(truth) is { } right && Near(number, right, finding.Factor)),
        FindingKind.Several or FindingKind.Classes => Parts(answer, finding.Options).SetEquals(accepted.Select(Plain)),
        FindingKind.Text => accepted.Any(truth => SameName(answer, truth)),
        _ => accepted.Any(truth => Plain(truth) == Plain(answer)),
    };

    /// <summary>An answer of several parts as it is kept: one a line.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join('\n', parts);

    private static bool Near(double answer, double right, double factor) =>
        right == 0 || answer == 0 ? answer == right
        : Math.Sign(answer) == Math.Sign(right) && Math.Abs(answer) <= Math.Abs(right) * factor * (1 + 1e-9) && Math.Abs(answer) >= Math.Abs(right) / factor * (1 - 1e-9);

    /// <summary>1,100,000 and 1 100 000 and 1.1M and 1.1e6 are the same number.</summary>
    internal static double? Number(string text)
    {
        var digits = string.Concat(text.Trim().Where(letter => letter is not (',' or '_' or '\'' or '’') && !char.IsWhiteSpace(letter))).TrimStart('~', '≈');
        var unit = digits.Length == 0 ? 1 : char.ToLowerInvariant(digits[^1]) switch { 'k' => 1e3, 'm' => 1e6, _ => 1 };
        if (unit > 1)
            digits = digits[..^1];
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number * unit : null;
    }

    /// <summary>The whole answer when it is one of the options, which may hold commas; otherwise its parts.</summary>
    private static HashSet<string> Parts(string answer, IReadOnlyList<string> options)
    {
        var separators = options.Any(option => option.IndexOfAny([',', ';']) >= 0) ? ['\n'] : Separators;
        return [.. answer.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Plain)];
    }

    /// <summary>public.idx, "idx" and idx name the same; so do transactions.category and category, pid 412 and 412.</summary>
    private static bool SameName(string answer, string truth)
    {
        var (given, right) = (Name(answer), Name(truth));
        return given == right || Last(given) == right || given == Last(right);
    }

    private static string Name(string text)
    {
        var plain = Plain(text).Replace("\"", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).TrimEnd('.', ';');
        return plain.StartsWith("pid ", StringComparison.Ordinal) ? plain[4..].Trim() : plain;
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
