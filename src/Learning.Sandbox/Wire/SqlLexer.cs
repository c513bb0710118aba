namespace Learning.Sandbox.Wire;

/// <summary>Text is a constant, dollar-quoted or not; Name is an identifier in double quotes; Symbol is one character.</summary>
internal enum SqlTokenKind { Blank, Comment, Text, Name, Word, Parameter, Symbol }

/// <summary>A piece of SQL, from <paramref name="Start"/> up to <paramref name="End"/>. Not closed: the text ended inside it.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int End, bool Closed = true)
{
    /// <summary>More than blanks and comments.</summary>
    public bool Substance => Kind is not (SqlTokenKind.Blank or SqlTokenKind.Comment);
}

/// <summary>Takes SQL apart as the server's lexer would with standard_conforming_strings on, as far as it takes to know where things begin and end.</summary>
internal static class SqlLexer
{
    public static IEnumerable<SqlToken> Of(string sql)
    {
        for (var at = 0; at < sql.Length;)
        {
            var token = Next(sql, at);
            yield return token;
            at = token.End;
        }
    }

    private static SqlToken Next(string sql, int at)
    {
        var rest = sql.AsSpan(at);
        if (char.IsWhiteSpace(rest[0]))
            return new(SqlTokenKind.Blank, at, While(sql, at, char.IsWhiteSpace));
        if (rest.StartsWith("--", StringComparison.Ordinal))
            return new(SqlTokenKind.Comment, at, While(sql, at, letter => letter is not ('\n' or '\r')));
        if (rest.StartsWith("/*", StringComparison.Ordinal))
            return Comment(sql, at);
        if (rest[0] is '\'' or '"')
            return Quoted(sql, at, at + 1, rest[0], escapes: false);
        if (rest.Length > 1 && rest[0] is 'e' or 'E' && rest[1] == '\'')
            return Quoted(sql, at, at + 2, '\'', escapes: true);
        if (rest[0] == '$')
            return Dollar(sql, at);
        // A dollar inside a word belongs to it and quotes nothing.
        return IsWord(rest[0]) ? new(SqlTokenKind.Word, at, While(sql, at, letter => IsWord(letter) || letter == '$')) : new(SqlTokenKind.Symbol, at, at + 1);
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_' || letter >= 0x80;

    private static int While(string sql, int at, Func<char, bool> belongs)
    {
        while (at < sql.Length && belongs(sql[at]))
            at++;
        return at;
    }

    private static SqlToken Quoted(string sql, int start, int at, char quote, bool escapes)
    {
        var kind = quote == '"' ? SqlTokenKind.Name : SqlTokenKind.Text;
        for (; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
                at++;
            else if (sql[at] == quote)
                return new(kind, start, at + 1);
        }
        return new(kind, start, sql.Length, Closed: false);
    }

    /// <summary>PostgreSQL's block comments nest.</summary>
    private static SqlToken Comment(string sql, int start)
    {
        for (var (depth, at) = (0, start); at < sql.Length - 1; at++)
        {
            if (sql[at] == '/' && sql[at + 1] == '*')
                (depth, at) = (depth + 1, at + 1);
            else if (sql[at] == '*' && sql[at + 1] == '/')
            {
                (depth, at) = (depth - 1, at + 1);
                if (depth == 0)
                    return new(SqlTokenKind.Comment, start, at + 1);
            }
        }
        return new(SqlTokenKind.Comment, start, sql.Length, Closed: false);
    }

    /// <summary>$1 is a parameter, $$ and $tag$ quote, and any other dollar stands for itself.</summary>
    private static SqlToken Dollar(string sql, int start)
    {
        var digits = While(sql, start + 1, char.IsAsciiDigit);
        if (digits > start + 1)
            return new(SqlTokenKind.Parameter, start, digits);
        var tag = While(sql, start + 1, IsWord);
        if (tag >= sql.Length || sql[tag] != '$')
            return new(SqlTokenKind.Symbol, start, start + 1);
        var quote = sql[start..(tag + 1)];
        var end = sql.IndexOf(quote, tag + 1, StringComparison.Ordinal);
        return end < 0 ? new(SqlTokenKind.Text, start, sql.Length, Closed: false) : new(SqlTokenKind.Text, start, end + quote.Length);
    }
}
