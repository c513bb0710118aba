using Learning.Grading.Traces;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>PostgreSQL's complaints about an SQL answer, at the line and column of the answer's file.</summary>
internal static class SqlFaults
{
    public static RunOutcome From(PostgresException error, SqlPart part)
    {
        var before = error.Position > 0 ? part.Text[..Math.Min(error.Position - 1, part.Text.Length)] : "";
        var line = part.Line + before.Count(letter => letter == '\n');
        var column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        var message = string.IsNullOrEmpty(error.Hint) ? error.MessageText : $"{error.MessageText}. {error.Hint}";
        return Outcome($"Line {line}: {message} ({error.SqlState})", new("error", error.SqlState, message, line, column, line, column + 1));
    }

    public static RunOutcome At(SqlPart part, string message) =>
        Outcome($"Line {part.Line}: {message}", new("error", "not-run", message, part.Line, 1, part.Line, 200));

    private static RunOutcome Outcome(string message, Diagnostic diagnostic) =>
        new() { Kind = OutcomeKind.RuntimeError, Message = message, Diagnostics = [diagnostic] };
}
