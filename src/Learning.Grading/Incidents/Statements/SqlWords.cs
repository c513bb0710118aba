namespace Learning.Grading.Incidents.Statements;

/// <summary>The words of a statement in upper case, without comments, texts and names in double quotes, which count as "?". Symbols that matter are kept: ( ) ; and =.</summary>
internal static class SqlWords
{
    public static IReadOnlyList<string> Of(string sql)
    {
        List<string> words = [];
        for (var at = 0; at < sql.Length;)
        {
            var end = Next(sql, at, out var word);
            if (word is not null)
                words.Add(word);
            at = end;
        }
        return words;
    }

    private static int Next(string sql, int at, out string? word)
    {
        word = null;
        var letter = sql[at];
        if (char.IsWhiteSpace(letter))
            return at + 1;
        if (Begins(sql, at, "--"))
            return sql.IndexOf('\n', at) is >= 0 and var line ? line : sql.Length;
        if (Begins(sql, at, "/*"))
            return Comment(sql, at);
        if (letter is '\'' or '"')
        {
            word = "?";
            var escapes = letter == '\'' && at > 0 && sql[at - 1] is 'e' or 'E' && (at == 1 || !IsWord(sql[at - 2]));
            return Quoted(sql, at + 1, letter, escapes);
        }
        if (letter == '$' && Dollar(sql, at) is { } end)
        {
            word = "?";
            return end;
        }
        if (!IsWord(letter))
        {
            word = letter is '(' or ')' or ';' or '=' ? letter.ToString() : null;
            return at + 1;
        }
        var upto = at;
        while (upto < sql.Length && (IsWord(sql[upto]) || sql[upto] == '$'))
            upto++;
        word = sql[at..upto].ToUpperInvariant();
        return upto;
    }

    private static bool Begins(string sql, int at, string what) => string.CompareOrdinal(sql, at, what, 0, what.Length) == 0;

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_' || letter >= 0x80;

    /// <summary>A quote that is doubled ends one text and begins the next, which changes nothing here.</summary>
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

    /// <summary>They nest.</summary>
    private static int Comment(string sql, int at)
    {
        for (var depth = 0; at < sql.Length; at++)
        {
            if (Begins(sql, at, "/*"))
                (depth, at) = (depth + 1, at + 1);
            else if (Begins(sql, at, "*/") && --depth == 0)
                return at + 2;
        }
        return sql.Length;
    }

    /// <summary>Where $tag$ … $tag$ ends; null: a parameter, or a dollar of its own.</summary>
    private static int? Dollar(string sql, int at)
    {
        var tag = at + 1;
        while (tag < sql.Length && IsWord(sql[tag]))
            tag++;
        if (tag >= sql.Length || sql[tag] != '$' || (tag > at + 1 && char.IsAsciiDigit(sql[at + 1])))
            return null;
        var quote = sql[at..(tag + 1)];
        return sql.IndexOf(quote, tag + 1, StringComparison.Ordinal) is >= 0 and var end ? end + quote.Length : sql.Length;
    }
}
