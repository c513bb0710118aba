using Learning.Grading;

namespace Learning.Web.Features.Assessments;

/// <summary>A row of the file, by the line that it begins on; the header is line 1. Either somebody to invite, or what is wrong.</summary>
internal sealed record CsvRow(int Line, Invitee? Invitee, string? Fault);

/// <summary>Invitees from CSV: a header with email, name and time_factor in any order, of which only email is needed. A bad row never costs a good one.</summary>
internal static class CsvInvitees
{
    public const int MostBytes = 1024 * 1024;

    private const string Columns = "The columns are email, name and time_factor, in any order; only email is needed.";

    public static (string? Refusal, IReadOnlyList<CsvRow> Rows) Read(string text)
    {
        var records = CsvText.Records(text.TrimStart('\uFEFF')).Where(record => record.Fields.Any(field => !string.IsNullOrWhiteSpace(field))).ToList();
        if (records is not [var header, .. var rest])
            return ($"The file is empty. {Columns}", []);
        var names = header.Fields.Select(Name).ToList();
        var (email, name, factor) = (names.IndexOf("email"), names.IndexOf("name"), names.IndexOf("timefactor"));
        if (email < 0)
            return ($"The first line has to name the columns, and there is no email among “{string.Join(", ", header.Fields.Take(5))}”. {Columns}", []);
        if (names.Where(each => each is "email" or "name" or "timefactor").GroupBy(each => each, StringComparer.Ordinal).Any(group => group.Count() > 1))
            return ($"The first line names a column twice. {Columns}", []);
        if (rest.Count == 0)
            return ("There is a header and no candidate below it.", []);
        if (rest.Count > Inviting.MostAtOnce)
            return ($"The file has {Say.Count(rest.Count)} candidates; at most {Inviting.MostAtOnce} can be invited at once. Split it.", []);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        return (null, [.. rest.Select(record =>
        {
            var row = Row(record, names.Count, email, name, factor);
            return row.Invitee is not { } invitee || first.TryAdd(invitee.Key, row.Line) ? row : new(row.Line, null, $"The same address as in line {first[invitee.Key]}.");
        })]);
    }

    private static CsvRow Row(CsvRecord record, int columns, int email, int name, int factor)
    {
        if (!record.IsClosed)
            return new(record.Line, null, "A quotation mark is opened and never closed; nothing after it could be read.");
        if (record.Fields.Count > columns)
            return new(record.Line, null, $"{record.Fields.Count} values for {Say.Of(columns, "column", "columns")}. Put a value that has a comma in quotation marks.");
        string Field(int at) => at >= 0 && at < record.Fields.Count ? record.Fields[at].Trim() : "";
        decimal? times = null;
        if (Field(factor) is { Length: > 0 } written)
        {
            if (!TimeFactors.TryRead(written, out var read))
                return new(record.Line, null, $"“{(written.Length > 20 ? written[..20] + "…" : written)}” is no time factor. {TimeFactors.OutOfRange}");
            times = decimal.Round(read, 2);
        }
        var invitee = new Invitee(Field(email), Field(name) is { Length: > 0 } said ? said : null, times);
        return invitee.Refuse() is { } fault ? new(record.Line, null, fault) : new(record.Line, invitee, null);
    }

    private static string Name(string column) => string.Concat(column.Where(char.IsLetter)).ToLowerInvariant();
}
