namespace Learning.Sandbox.Wire;

/// <summary>
/// Cuts the text of a simple query at its top-level semicolons, as the server's lexer would with standard_conforming_strings on.
/// What it says is used only when the server answered just as many statements: a body with BEGIN ATOMIC stays whole.
/// </summary>
internal static class SqlPieces
{
    /// <summary>The statements that are more than blanks and comments, trimmed.</summary>
    public static List<string> Of(string sql) => [.. Cut(sql).Select(piece => sql[piece.Start..piece.End].Trim())];

    /// <summary>The same as places in the text, comments and blanks around them included, semicolons not.</summary>
    public static IEnumerable<(int Start, int End)> Cut(string sql)
    {
        var (start, substance) = (0, false);
        foreach (var token in SqlLexer.Of(sql))
        {
            if (sql[token.Start] != ';')
            {
                substance |= token.Substance;
                continue;
            }
            if (substance)
                yield return (start, token.Start);
            (start, substance) = (token.End, false);
        }
        if (substance)
            yield return (start, sql.Length);
    }
}
