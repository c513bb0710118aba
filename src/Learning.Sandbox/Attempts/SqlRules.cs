using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>What an SQL answer may be made of: indexes, statistics and one query. Looked at before anything runs.</summary>
internal static class SqlRules
{
    /// <summary>Many times what a table's queries can use; each takes its time on every data set.</summary>
    private const int MostDdl = 100;

    /// <summary>The first rule that the answer breaks; null when it can be run.</summary>
    public static RunOutcome? Broken(string source, IReadOnlyList<SqlPart> parts, Exercise exercise)
    {
        var whole = new SqlPart(source, 1, 1);
        var open = SqlLexer.Of(source).FirstOrDefault(token => !token.Closed);
        if (open.End > 0)
            return SqlFaults.At(whole, open with { End = Math.Min(open.Start + Opener(source, open), open.End) }, "not-closed", NotClosed(open.Kind));
        if (parts.Count == 0)
            return SqlFaults.At(whole, new(SqlTokenKind.Word, 0, 1), "empty", $"There is nothing to run in this file. An answer is {Allowed(exercise.Ddl)}.");
        foreach (var part in parts)
        {
            if (Of(part, exercise) is { } broken)
                return broken;
        }
        if (parts.Where(part => part.Kind == SqlPartKind.Ddl).Skip(MostDdl).FirstOrDefault() is { } beyond)
            return SqlFaults.At(beyond, beyond.Tokens[0], "too-many", $"There are more than {MostDdl} statements beside the query, and this is the first that is too many. Keep the indexes and statistics that the query uses.");
        return parts.Where(part => part.Kind == SqlPartKind.Query).ToList() is [var first, var second, ..]
            ? SqlFaults.At(second, second.Tokens[0], "two-queries", $"There are two queries, this one and the one on line {first.CodeLine}. Keep the one to be judged.")
            : null;
    }

    private static RunOutcome? Of(SqlPart part, Exercise exercise)
    {
        var backslash = Enumerable.Range(0, part.Tokens.Count).FirstOrDefault(i => part.Has(i, '\\'), -1);
        if (backslash >= 0)
            return SqlFaults.At(part, part.Tokens[backslash], "psql", "A backslash begins a command of psql, and this is not psql: the statements go to the server as they are. The tables are in schema.sql, beside this file.");
        if (part.Kind == SqlPartKind.NotAllowed)
        {
            var (code, message) = SqlRefusals.Of(part, Allowed(exercise.Ddl));
            return SqlFaults.At(part, part.Tokens[0], code, message);
        }
        if (part.Kind == SqlPartKind.Query)
            return QueryRules.Broken(part, exercise.Data.Arguments);
        if (exercise.Ddl == AllowedDdl.None)
            return SqlFaults.At(part, part.Tokens[0], "ddl", "This exercise asks for a query alone. Indexes and statistics stay as they are.");
        var concurrently = Enumerable.Range(0, part.Tokens.Count).FirstOrDefault(i => part.Word(i) == "CONCURRENTLY", -1);
        return concurrently < 0 ? null
            : SqlFaults.At(part, part.Tokens[concurrently], "concurrently", "Leave CONCURRENTLY out here: nobody else uses this table. On a live one it is the right habit.");
    }

    private static string Allowed(AllowedDdl ddl) => ddl == AllowedDdl.None
        ? "one query, which begins with SELECT or WITH"
        : "CREATE INDEX, CREATE STATISTICS, DROP INDEX, ANALYZE, and one query (SELECT or WITH) if the one that is there should change";

    private static int Opener(string source, SqlToken open) => source[open.Start] switch { '/' => 2, 'e' or 'E' => 2, '$' => source.IndexOf('$', open.Start + 1) - open.Start + 1, _ => 1 };

    private static string NotClosed(SqlTokenKind kind) => kind switch
    {
        SqlTokenKind.Comment => "The comment that begins here is never closed: */ is missing.",
        SqlTokenKind.Name => "The name that begins with this double quote is never closed.",
        _ => "The text that begins with this quote is never closed, so all that follows is part of it.",
    };
}
