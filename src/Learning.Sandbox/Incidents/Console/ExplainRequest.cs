using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Incidents.Console;

/// <summary>An EXPLAIN of the console, asked in JSON so that it can be drawn; the text form is written from it.</summary>
/// <param name="Sql">What is sent.</param>
/// <param name="AsText">The learner asked for the text form.</param>
internal sealed record ExplainRequest(string Sql, bool AsText)
{
    private static readonly string[] Bare = ["ANALYZE", "ANALYSE", "VERBOSE"];

    /// <summary>Null when the statement is no EXPLAIN, or one in a form that is left as it is (XML, YAML).</summary>
    public static ExplainRequest? Of(string sql)
    {
        var tokens = SqlLexer.Of(sql).Where(token => token.Substance).ToList();
        if (tokens.Count < 2 || !Is(0, "EXPLAIN"))
            return null;
        if (sql[tokens[1].Start] != '(')
        {
            var bare = tokens.Skip(1).TakeWhile(token => Bare.Contains(Word(token), StringComparer.OrdinalIgnoreCase)).ToList();
            var options = string.Concat(bare.Select(token => Word(token) + ", "));
            return bare.Count + 1 < tokens.Count ? new($"EXPLAIN ({options}FORMAT JSON) {sql[tokens[bare.Count + 1].Start..]}", true) : null;
        }
        var close = tokens.FindIndex(1, token => sql[token.Start] == ')');
        if (close < 0 || close + 1 >= tokens.Count)
            return null;
        var format = tokens.FindIndex(1, close, token => Word(token).Equals("FORMAT", StringComparison.OrdinalIgnoreCase));
        if (format < 0)
            return new($"{sql[..tokens[close].Start]}{(close > 2 ? ", " : "")}FORMAT JSON{sql[tokens[close].Start..]}", true);
        return Word(tokens[format + 1]).Trim('\'').ToUpperInvariant() switch
        {
            "JSON" => new(sql, false),
            "TEXT" => new($"{sql[..tokens[format + 1].Start]}JSON{sql[tokens[format + 1].End..]}", true),
            _ => null,
        };

        bool Is(int index, string word) => Word(tokens[index]).Equals(word, StringComparison.OrdinalIgnoreCase);
        string Word(SqlToken token) => sql[token.Start..token.End];
    }
}
