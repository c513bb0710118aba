using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// Splits an SQL answer into statements, as psql would: semicolons inside quotes, dollar quotes and comments do not count.
/// Only statement kinds on the allow list may run as the owner; everything else is refused before anything runs.
/// </summary>
internal static class SqlScript
{
    public static IReadOnlyList<SqlPart> Split(string sql)
    {
        List<SqlPart> parts = [];
        var whole = new SqlPart(sql, 1, 1);
        foreach (var (start, end) in SqlPieces.Cut(sql))
        {
            var text = sql[start..end];
            var (line, column) = whole.Place(start + text.Length - text.TrimStart().Length);
            parts.Add(new(text.Trim(), line, column));
        }
        return parts;
    }
}
