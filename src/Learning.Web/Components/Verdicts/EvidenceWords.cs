using System.Globalization;
using Learning.Grading;
using Learning.Grading.Reports;

namespace Learning.Web.Components.Verdicts;

/// <summary>What a report's evidence marks show, in a line: statements by what was sent, all else by the check that cites it.</summary>
internal static class EvidenceWords
{
    private const int MostSql = 90;

    public static Func<string, string?> Of(GradeReport? report) => mark => report is null ? null : Statements(report, mark) ?? Check(report, mark);

    private static string? Check(GradeReport report, string mark) =>
        report.Stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => check.Mark == mark) is { } check
            ? $"{check.Name}{(check.Value.Length > 0 ? $": {check.Value}" : "")}{(check.Limit is { } limit ? $", limit {limit}" : "")}" : null;

    /// <summary>S2, S2–S21, or all of a line, L19.</summary>
    private static string? Statements(GradeReport report, string mark)
    {
        var ends = mark.Split('–');
        if (mark is not ['S' or 'L', ..] || ends.Length > 2 || Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last)
            return null;
        var sent = (report.Visible?.Trace.Statements ?? []).Where(statement => (mark[0] == 'L' ? statement.Line : statement.Number) is { } number && first <= number && number <= last).ToList();
        return sent switch
        {
            [] => null,
            [var one] => $"{Short(one.Sql)}: {Say.Ms(one.DoneMs - one.SentMs)}, {Say.Rows(one.Rows)}",
            _ => $"{Say.Of(sent.Count, "statement", "statements")} in {Say.Of(sent.Select(statement => statement.RoundTrip).Distinct().Count(), "round trip", "round trips")}, the first: {Short(sent[0].Sql)}",
        };
    }

    private static int? Number(string end) => end.Length > 1 && int.TryParse(end.AsSpan(1), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Short(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostSql ? line : line[..(MostSql - 1)].TrimEnd() + "…";
    }
}
