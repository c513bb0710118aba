using System.Globalization;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Reviews;

/// <summary>Which marks of a comment stand for something in the report that it is about.</summary>
internal static class EvidenceMarks
{
    public static Func<string, bool> Of(GradeReport? report) => mark => report is not null && Resolves(report, mark);

    public static Func<string, bool> Of(ReviewView view) => view.Postmortem is { } postmortem ? mark => postmortem.Session.Marks.Find(mark) is not null : Of(view.Attempt?.Report);

    /// <summary>For the list to pick from, the report's own first.</summary>
    public static IReadOnlyList<string> Offered(ReviewView view) => view.Postmortem is { } postmortem
        ? [.. postmortem.Session.Marks.All.Select(mark => mark.Id).Take(60)]
        : view.Attempt?.Report is { } report ? OfferedOf(report) : [];

    public static IReadOnlyList<string> OfferedOf(GradeReport report) => [.. Said(report).Concat((report.Visible?.Trace.Statements ?? []).Take(40).Select(statement => statement.Id)).Distinct(StringComparer.Ordinal)];

    private static bool Resolves(GradeReport report, string mark)
    {
        if (Said(report).Contains(mark, StringComparer.Ordinal))
            return true;
        var ends = mark.Split('–');
        return ends.Length <= 2 && Array.TrueForAll(ends, end => IsStatement(report, end));
    }

    private static bool IsStatement(GradeReport report, string mark) => mark.Length > 1 && int.TryParse(mark.AsSpan(1), CultureInfo.InvariantCulture, out var number) && mark[0] switch
    {
        'S' => report.Visible?.Trace.Statements.Any(statement => statement.Number == number) == true,
        'L' => report.Visible?.Trace.Statements.Any(statement => statement.Line == number) == true,
        _ => false,
    };

    private static IEnumerable<string> Said(GradeReport report) => new[] { report.Mark }.Concat(report.Stages.SelectMany(stage => stage.Checks).Select(check => check.Mark)).Concat(report.Comments.Select(comment => comment.Mark)).OfType<string>().Distinct(StringComparer.Ordinal);
}
