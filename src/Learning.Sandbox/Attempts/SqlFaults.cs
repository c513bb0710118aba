using Learning.Grading.Traces;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>PostgreSQL's complaints about an SQL answer, and ours, at the line and column of the answer's file.</summary>
internal static class SqlFaults
{
    public static RunOutcome From(PostgresException error, SqlPart part)
    {
        // It may quote a value of megabytes.
        var message = Outcomes.Cut(string.IsNullOrEmpty(error.Hint) ? error.MessageText : $"{error.MessageText}. {error.Hint}");
        if (error.SqlState == PostgresErrorCodes.InsufficientPrivilege && message.Contains("set_config", StringComparison.Ordinal))
            message += ". The settings are the same for every answer.";
        return Marked(part, error.Position > 0 ? Token(part, Offset(part.Text, error.Position)) : Beginning(part), error.SqlState, $"{message} ({error.SqlState})", message);
    }

    /// <summary>Refused before anything has run; <paramref name="code"/> names the rule.</summary>
    public static RunOutcome At(SqlPart part, SqlToken token, string code, string message) => Marked(part, token, code, message, message);

    /// <summary>About all of a statement: marked from its first word to the end of that line.</summary>
    public static RunOutcome At(SqlPart part, string code, string message) => Marked(part, Beginning(part), code, message, message);

    private static RunOutcome Marked(SqlPart part, SqlToken token, string code, string said, string message)
    {
        var ((line, column), (endLine, endColumn)) = (part.Place(token.Start), part.Place(token.End));
        return new()
        {
            Kind = OutcomeKind.RuntimeError,
            Message = $"Line {line}: {said}",
            Diagnostics = [new("error", code, message, line, column, endLine, endColumn)],
        };
    }

    /// <summary>PostgreSQL counts characters from 1; one outside the basic plane is two units of .NET's text.</summary>
    private static int Offset(string text, int position)
    {
        var offset = 0;
        for (var passed = 1; passed < position && offset < text.Length; passed++)
            offset += char.IsSurrogatePair(text, offset) ? 2 : 1;
        return offset;
    }

    /// <summary>The word that the position points at, so that the editor underlines all of it.</summary>
    private static SqlToken Token(SqlPart part, int offset)
    {
        var pointed = part.Tokens.FirstOrDefault(token => token.Start <= offset && offset < token.End);
        if (pointed.End > 0)
            return pointed with { Start = offset };
        // "at end of input": the last thing there is.
        return part.Tokens.Count > 0 ? part.Tokens[^1] : new(SqlTokenKind.Symbol, offset, offset + 1);
    }

    /// <summary>An error without a position arose while running: it is the statement's, from its first word to the end of that line.</summary>
    private static SqlToken Beginning(SqlPart part)
    {
        var start = part.Tokens.Count > 0 ? part.Tokens[0].Start : 0;
        var end = part.Text.IndexOf('\n', start);
        return new(SqlTokenKind.Word, start, end < 0 ? part.Text.Length : end);
    }
}
