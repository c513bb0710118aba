using System.Text;

namespace Learning.Web.Features.Assessments;

/// <summary>A record as it stands in a file. <c>IsClosed</c>: false where a quotation mark was still open at the end.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, bool IsClosed = true);

/// <summary>CSV as spreadsheets write it (RFC 4180): commas, or the semicolons or tabs that the first line has; values in quotation marks may hold them and new lines.</summary>
internal static class CsvText
{
    public static IEnumerable<CsvRecord> Records(string text)
    {
        var separator = Separator(text);
        var (fields, field) = (new List<string>(), new StringBuilder());
        var (line, began, quoted) = (1, 1, false);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (sign == '\n')
                line++;
            if (quoted)
            {
                if (sign != '"')
                    field.Append(sign);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    field.Append(text[++at]);
                else
                    quoted = false;
            }
            else if (sign == '"' && string.IsNullOrWhiteSpace(field.ToString()))
            {
                field.Clear();
                quoted = true;
            }
            else if (sign == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (sign is '\n' or '\r')
            {
                if (sign == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                    continue; // the line ends with the next sign
                if (sign == '\r')
                    line++;
                fields.Add(field.ToString());
                field.Clear();
                yield return new(began, fields);
                (fields, began) = ([], line);
            }
            else
            {
                field.Append(sign);
            }
        }
        fields.Add(field.ToString());
        yield return new(began, fields, !quoted);
    }

    private static char Separator(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var first = end < 0 ? text : text[..end];
        return first.Contains(',', StringComparison.Ordinal) ? ',' : first.Contains(';', StringComparison.Ordinal) ? ';' : first.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
    }
}
