using System.Text.RegularExpressions;

namespace Learning.Sandbox.Attempts;

/// <summary>One statement of an SQL answer, without its semicolon, and the 1-based line that it starts on.</summary>
internal sealed partial record SqlPart(string Text, int Line, SqlPartKind Kind)
{
    /// <summary>The line of its first word, past the comments above it.</summary>
    public int CodeLine => Line + LeadingComments().Match(Text).ValueSpan.Count('\n');

    [GeneratedRegex(@"\A(?:\s+|--[^\n]*|/\*.*?\*/)*", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingComments();
}

internal enum SqlPartKind { Query, Ddl, NotAllowed }

/// <summary>
/// Splits an SQL answer into statements, as psql would: semicolons inside quotes, dollar quotes and comments do not count.
/// Only statement kinds on the allow list may run as the owner; everything else is refused before anything runs.
/// </summary>
internal static partial class SqlScript
{
    public static IReadOnlyList<SqlPart> Split(string sql)
    {
        List<SqlPart> parts = [];
        var start = 0;
        foreach (var end in Ends(sql).Append(sql.Length))
        {
            var text = sql[start..end];
            var bare = Comments().Replace(text, match => match.Value[0] is '-' or '/' ? "" : match.Value).Trim();
            if (bare.Length > 0)
                parts.Add(new(text.Trim(), Line(sql, start + Leading(text)), KindOf(bare)));
            start = Math.Min(end + 1, sql.Length);
        }
        return parts;
    }

    private static SqlPartKind KindOf(string bare) =>
        Query().IsMatch(bare) ? SqlPartKind.Query : Ddl().IsMatch(bare) ? SqlPartKind.Ddl : SqlPartKind.NotAllowed;

    private static IEnumerable<int> Ends(string sql)
    {
        for (var i = 0; i < sql.Length; i++)
        {
            switch (sql[i])
            {
                case ';':
                    yield return i;
                    break;
                case '\'' or '"':
                    i = After(sql, sql[i].ToString(), i + 1) - 1;
                    break;
                case '-' when Next(sql, i, '-'):
                    i = After(sql, "\n", i) - 1;
                    break;
                case '/' when Next(sql, i, '*'):
                    i = EndOfComment(sql, i) - 1;
                    break;
                case '$' when DollarTag().Match(sql, i) is { Success: true } tag && tag.Index == i:
                    i = After(sql, tag.Value, i + tag.Length) - 1;
                    break;
            }
        }
    }

    private static bool Next(string sql, int i, char expected) => i + 1 < sql.Length && sql[i + 1] == expected;

    private static int After(string sql, string closing, int from)
    {
        var at = sql.IndexOf(closing, Math.Min(from, sql.Length), StringComparison.Ordinal);
        return at < 0 ? sql.Length : at + closing.Length;
    }

    /// <summary>PostgreSQL's block comments nest.</summary>
    private static int EndOfComment(string sql, int at)
    {
        var depth = 0;
        for (var i = at; i < sql.Length - 1; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*') { depth++; i++; }
            else if (sql[i] == '*' && sql[i + 1] == '/') { depth--; i++; }
            if (depth == 0)
                return i + 1;
        }
        return sql.Length;
    }

    private static int Leading(string text) => text.Length - text.TrimStart().Length;

    private static int Line(string sql, int at) => sql.AsSpan(0, Math.Min(at, sql.Length)).Count('\n') + 1;

    [GeneratedRegex(@"\A(?:SELECT|WITH|TABLE|VALUES|\()", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();

    [GeneratedRegex(@"\A(?:CREATE\s+(?:UNIQUE\s+)?INDEX|CREATE\s+STATISTICS|DROP\s+INDEX|DROP\s+STATISTICS|ANALYZE)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ddl();

    [GeneratedRegex(@"'(?:[^']|'')*'|""[^""]*""|--[^\n]*|/\*.*?\*/", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\$(?:[A-Za-z_][A-Za-z0-9_]*)?\$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DollarTag();
}
