using System.Globalization;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>What the query of an SQL answer may not do, said before the server says it in other words. The learner's role has no right to any of it.</summary>
internal static class QueryRules
{
    public static RunOutcome? Broken(SqlPart query, IReadOnlyList<Argument> arguments)
    {
        for (var i = 0; i < query.Tokens.Count; i++)
        {
            if (At(query, i, arguments) is var (code, message))
                return SqlFaults.At(query, query.Tokens[i], code, message);
        }
        return null;
    }

    private static (string Code, string Message)? At(SqlPart query, int i, IReadOnlyList<Argument> arguments) => query.Tokens[i].Kind switch
    {
        SqlTokenKind.Word => Word(query, i),
        SqlTokenKind.Parameter => Parameter(query.Of(query.Tokens[i]), arguments),
        SqlTokenKind.Symbol => Named(query, i, arguments),
        _ => null,
    };

    private static (string, string)? Word(SqlPart query, int i) => query.Word(i) switch
    {
        "INTO" when query.Word(i - 1) is not ("INSERT" or "MERGE") && query.Word(0) != "VALUES" => SqlRefusals.Table,
        "INSERT" or "UPDATE" or "DELETE" or "MERGE" when Changes(query, i) =>
            ("write", $"{query.Word(i)} inside a query changes rows all the same, and an answer only reads them."),
        "UPDATE" or "SHARE" when Locks(query, i) =>
            ("lock", $"Leave FOR {query.Word(i)} out: nobody else changes these rows, and locking one writes to it."),
        _ => null,
    };

    /// <summary>The body of a WITH member, or the statement behind the last of them. A column may be called update.</summary>
    private static bool Changes(SqlPart query, int i) =>
        query.Word(0) == "WITH" && (query.Has(i - 1, ')') || (query.Has(i - 1, '(') && query.Word(i - 2) is "AS" or "MATERIALIZED"));

    private static bool Locks(SqlPart query, int i) =>
        query.Word(i - 1) == "FOR" || (query.Word(i - 1) == "KEY" && (query.Word(i - 2) == "FOR" || (query.Word(i - 2) == "NO" && query.Word(i - 3) == "FOR")));

    private static (string, string)? Parameter(string written, IReadOnlyList<Argument> arguments) =>
        int.TryParse(written.AsSpan(1), CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= arguments.Count ? null
            : ("parameter", $"There is no {written}: this query gets {List(arguments)}.");

    /// <summary>@userId and :userId, as C# and other tools write them.</summary>
    private static (string, string)? Named(SqlPart query, int i, IReadOnlyList<Argument> arguments)
    {
        var prefix = query.Text[query.Tokens[i].Start];
        if (prefix is not ('@' or ':') || i + 1 >= query.Tokens.Count || query.Tokens[i + 1].Start != query.Tokens[i].End || query.Has(i - 1, ':'))
            return null;
        var name = query.Of(query.Tokens[i + 1]);
        var number = arguments.ToList().FindIndex(argument => argument.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return number < 0 ? null : ("parameter", $"Arguments have numbers here: write ${number + 1} for {prefix}{name}.");
    }

    private static string List(IReadOnlyList<Argument> arguments) => arguments.Count == 0 ? "no arguments"
        : $"{Say.Of(arguments.Count, "argument", "arguments")}, {string.Join(", ", arguments.Select((argument, i) => $"${i + 1} ({argument.Name})"))}";
}
