namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>Where PostgreSQL stopped reading: the line, and where in it. Line and column are 1-based.</summary>
internal sealed record ErrorPlace(int Line, int Column, string Text)
{
    private const int Widest = 160;

    /// <summary><paramref name="position"/>: 1-based, in characters as PostgreSQL counts them; null when it points nowhere.</summary>
    public static ErrorPlace? Of(string sql, int position)
    {
        if (position < 1)
            return null;
        if (Offset(sql, position) is not { } at)
            return null;
        var before = sql[..at];
        var from = before.LastIndexOf('\n') + 1;
        var line = sql[from..].Split('\n', 2)[0].TrimEnd('\r');
        var column = at - from + 1;
        // Of a long line, the part around the place.
        var cut = line.Length <= Widest ? 0 : Math.Max(0, Math.Min(column - Widest / 2, line.Length - Widest));
        return new(before.Count(letter => letter == '\n') + 1, column - cut, line[cut..Math.Min(line.Length, cut + Widest)].Replace('\t', ' '));
    }

    /// <summary>PostgreSQL counts code points; .NET counts UTF-16 units.</summary>
    private static int? Offset(string sql, int position)
    {
        var at = 0;
        for (var i = 1; i < position; i++)
        {
            if (at >= sql.Length)
                return null;
            at += char.IsHighSurrogate(sql[at]) ? 2 : 1;
        }
        return at;
    }
}
