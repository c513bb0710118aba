using System.Text.RegularExpressions;

namespace Learning.Grading.Traces;

/// <summary>
/// A statement's text without what varies between calls: literals, parameter numbers, list lengths, comments, white space.
/// The same idea as pg_stat_statements' queryid, on text, so that it also works for statements that never planned.
/// </summary>
public static partial class SqlFingerprint
{
    /// <summary>Of what cannot be read in time: enough to tell statements apart.</summary>
    private const int Beginning = 1000;

    public static string Of(string sql)
    {
        try
        {
            return Read(sql);
        }
        catch (RegexMatchTimeoutException)
        {
            return sql[..Math.Min(sql.Length, Beginning)];
        }
    }

    private static string Read(string sql)
    {
        var text = Comments().Replace(sql, " ");
        text = Literals().Replace(text, "?");
        text = Lists().Replace(text, "(?, …)");
        return Space().Replace(text, " ").Trim();
    }

    // A comment without an end ends with the text: every beginning of one would be looked for to there.
    [GeneratedRegex(@"--[^\n]*|/\*.*?(?:\*/|\z)", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"'(?:[^']|'')*'|\$\d+|(?<![\w.""])\d+(?:\.\d+)?(?![\w""])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literals();

    [GeneratedRegex(@"\(\s*\?(?:\s*,\s*\?)+\s*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lists();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
