using System.Text.RegularExpressions;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>A statement in a table's cell: on one line, from where it differs from others.</summary>
internal static partial class SqlShort
{
    public static string Line(string sql) => Blanks().Replace(sql, " ").Trim();

    /// <summary>A query from its WHERE on, since all of them select and few of them ask the same; everything else from its beginning.</summary>
    public static string Of(string sql, int most = 90)
    {
        var line = Line(sql);
        var at = line.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) && line.Length > most / 2 ? line.IndexOf(" WHERE ", StringComparison.OrdinalIgnoreCase) : -1;
        var told = at > 0 ? "… " + line[(at + 1)..] : line;
        return told.Length <= most ? told : told[..(most - 1)].TrimEnd() + "…";
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
