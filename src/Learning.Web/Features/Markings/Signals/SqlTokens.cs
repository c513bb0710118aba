namespace Learning.Web.Features.Markings.Signals;

/// <summary>SQL in lower case, without comments. Names of tables, columns and indexes count as chosen: variants of an exercise differ in them.</summary>
internal static class SqlTokens
{
    private static readonly HashSet<string> Words = new((
        "all alter analyze and any array as asc between both by case cast collate column concurrently create cross current_date current_timestamp cube delete desc distinct do drop else end except exists " +
        "explain extract false fetch filter first following for foreign from full function group grouping having if ilike in include index inner insert intersect interval into is isnull join key last " +
        "lateral left like limit materialized natural next not nothing null nulls offset on only or order outer over partition preceding primary range recursive references rename restrict returning " +
        "right rollup row rows select set sets similar some statistics table tablesample then to trailing true truncate unbounded union unique update using values view when where window with within without")
        .Split(' '), StringComparer.Ordinal);

    public static IReadOnlyList<CodeToken> Of(string source)
    {
        List<CodeToken> tokens = [];
        for (var at = 0; at < source.Length;)
        {
            var end = Next(source, at);
            if (Read(source, at, end) is { } token)
                tokens.Add(token);
            at = end;
        }
        return tokens;
    }

    private static int Next(string text, int at) => text[at] switch
    {
        '-' when Is(text, at, "--") => text.IndexOf('\n', at) is >= 0 and var line ? line : text.Length,
        '/' when Is(text, at, "/*") => text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : text.Length,
        '\'' or '"' => Quoted(text, at),
        _ when IsWord(text[at]) => Run(text, at),
        _ => at + 1,
    };

    private static CodeToken? Read(string text, int at, int end)
    {
        var first = text[at];
        if (char.IsWhiteSpace(first) || Is(text, at, "--") || Is(text, at, "/*"))
            return null;
        var length = end - at;
        if (first == '\'')
            return new("''", at, length, false);
        if (char.IsAsciiDigit(first) || first == '$')
            return new("0", at, length, false);
        if (first == '"')
            return new(text[at..end], at, length, true);
        var word = text[at..end].ToLowerInvariant();
        return new(word, at, length, IsWord(first) && !Words.Contains(word) && !IsCalled(text, end));
    }

    /// <summary>A function is PostgreSQL's word; a table in front of its column list is not, but there are few of those.</summary>
    private static bool IsCalled(string text, int end) => end < text.Length && text[end] == '(';

    private static bool Is(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';

    private static int Run(string text, int at)
    {
        while (at < text.Length && IsWord(text[at]))
            at++;
        return at;
    }

    private static int Quoted(string text, int at) => text.IndexOf(text[at], at + 1) is >= 0 and var close ? close + 1 : text.Length;
}
