using System.Text;

namespace Learning.Web.Features.Integrations.Exports;

/// <summary>
/// Rows as RFC 4180 has them. A cell that a spreadsheet would take for a formula begins with an apostrophe instead: what candidates typed
/// opens in a manager's program.
/// </summary>
internal static class CsvText
{
    /// <summary>With a byte order mark, by which spreadsheets know UTF-8.</summary>
    public static byte[] Write(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static string Cell(string? value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? "'" + value : value ?? "";
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 && safe.Trim().Length == safe.Length ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
