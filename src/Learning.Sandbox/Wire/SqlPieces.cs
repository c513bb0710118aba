namespace Learning.Sandbox.Wire;

/// <summary>
/// Cuts the text of a simple query at its top-level semicolons, as the server's lexer would with standard_conforming_strings on.
/// What it says is used only when the server answered just as many statements: a body with BEGIN ATOMIC stays whole.
/// </summary>
internal static class SqlPieces
{
    /// <summary>The statements that are more than blanks and comments, trimmed.</summary>
    public static List<string> Of(string sql)
    {
        var pieces = new List<string>();
        var (start, substance) = (0, false);
        for (var i = 0; i < sql.Length;)
        {
            var next = Token(sql, i, out var empty);
            if (sql[i] == ';')
            {
                if (substance)
                    pieces.Add(sql[start..i].Trim());
                (start, substance) = (next, false);
            }
            else
            {
                substance |= !empty;
            }
            i = next;
        }
        if (substance)
            pieces.Add(sql[start..].Trim());
        return pieces;
    }

    /// <summary>The end of what begins here: a comment, a quoted thing, a word, or one character.</summary>
    private static int Token(string sql, int at, out bool empty)
    {
        var rest = sql.AsSpan(at);
        empty = char.IsWhiteSpace(rest[0]) || rest.StartsWith("--", StringComparison.Ordinal) || rest.StartsWith("/*", StringComparison.Ordinal);
        if (rest.StartsWith("--", StringComparison.Ordinal))
            return End(sql, sql.AsSpan(at).IndexOfAny('\n', '\r'), at, 1);
        if (rest.StartsWith("/*", StringComparison.Ordinal))
            return Comment(sql, at);
        if (rest[0] is '\'' or '"')
            return Quoted(sql, at + 1, rest[0], escapes: false);
        if (rest.Length > 1 && rest[0] is 'e' or 'E' && rest[1] == '\'')
            return Quoted(sql, at + 2, '\'', escapes: true);
        if (rest[0] == '$')
            return Dollar(sql, at);
        if (!IsWord(rest[0]))
            return at + 1;
        // A dollar inside a word belongs to it and quotes nothing.
        while (at < sql.Length && (IsWord(sql[at]) || sql[at] == '$'))
            at++;
        return at;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || c >= 0x80;

    private static int End(string sql, int found, int from, int length) => found < 0 ? sql.Length : from + found + length;

    private static int Quoted(string sql, int at, char quote, bool escapes)
    {
        for (; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
                at++;
            else if (sql[at] == quote)
                return at + 1;
        }
        return sql.Length;
    }

    private static int Comment(string sql, int at)
    {
        for (var depth = 0; at < sql.Length - 1; at++)
        {
            if (sql[at] == '/' && sql[at + 1] == '*')
                (depth, at) = (depth + 1, at + 1);
            else if (sql[at] == '*' && sql[at + 1] == '/')
            {
                (depth, at) = (depth - 1, at + 1);
                if (depth == 0)
                    return at + 1;
            }
        }
        return sql.Length;
    }

    private static int Dollar(string sql, int at)
    {
        var tag = at + 1;
        while (tag < sql.Length && IsWord(sql[tag]))
            tag++;
        if (tag >= sql.Length || sql[tag] != '$' || (tag > at + 1 && char.IsDigit(sql[at + 1])))
            return at + 1;
        var quote = sql[at..(tag + 1)];
        return End(sql, sql.IndexOf(quote, tag + 1, StringComparison.Ordinal), 0, quote.Length);
    }
}
