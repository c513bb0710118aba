using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

internal enum SqlPartKind { Query, Ddl, NotAllowed }

/// <summary>One statement of an SQL answer, without its semicolon, and the 1-based line and column that its text starts at in the answer's file.</summary>
internal sealed class SqlPart(string text, int line, int column)
{
    public string Text { get; } = text;
    public int Line { get; } = line;
    public int Column { get; } = column;

    /// <summary>The line of its first word, past the comments above it.</summary>
    public int CodeLine => Tokens is [var first, ..] ? Place(first.Start).Line : Line;

    /// <summary>Without blanks and comments; places are those in <see cref="Text"/>.</summary>
    public IReadOnlyList<SqlToken> Tokens { get; } = [.. SqlLexer.Of(text).Where(token => token.Substance)];

    /// <summary>In capitals; empty when token <paramref name="i"/> is no bare word.</summary>
    public string Word(int i) => i >= 0 && i < Tokens.Count && Tokens[i].Kind == SqlTokenKind.Word ? Of(Tokens[i]).ToUpperInvariant() : "";

    public string Of(SqlToken token) => Text[token.Start..token.End];

    public bool Has(int i, char symbol) => i >= 0 && i < Tokens.Count && Tokens[i].Kind == SqlTokenKind.Symbol && Text[Tokens[i].Start] == symbol;

    /// <summary>The words that it opens with, in capitals, up to the first that is something else.</summary>
    public string Opening => string.Join(' ', Enumerable.Range(0, Math.Min(Tokens.Count, 6)).Select(Word).TakeWhile(word => word.Length > 0));

    public SqlPartKind Kind => Has(0, '(') ? SqlPartKind.Query : (Word(0), Word(1)) switch
    {
        ("SELECT" or "WITH" or "TABLE" or "VALUES", _) => SqlPartKind.Query,
        ("CREATE", "INDEX" or "STATISTICS") or ("DROP", "INDEX" or "STATISTICS") or ("ANALYZE" or "ANALYSE", _) => SqlPartKind.Ddl,
        ("CREATE", "UNIQUE") when Word(2) == "INDEX" => SqlPartKind.Ddl,
        _ => SqlPartKind.NotAllowed,
    };

    /// <summary>Line and column in the answer's file of a place in <see cref="Text"/>. Columns count UTF-16 units, as editors do.</summary>
    public (int Line, int Column) Place(int offset)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        var lines = before.Count('\n');
        return lines == 0 ? (Line, Column + before.Length) : (Line + lines, before.Length - before.LastIndexOf('\n'));
    }
}
