using Learning.Grading.Reports;

namespace Learning.Web.Features.Markings.Comparison;

/// <summary>When two results differ by less than measuring can tell.</summary>
internal static class Noise
{
    /// <summary>
    /// The points differ, and all that stands between them is time: both are right in everything that is counted, and the 99 % intervals of their
    /// time ratios overlap, or one of them was never settled.
    /// </summary>
    public static bool Equal(CandidateCell one, CandidateCell other) => one.Points != other.Points && one is { Points: not null, ByTime: true } && other is { Points: not null, ByTime: true }
        && (one.Verdict == Verdict.Inconclusive || other.Verdict == Verdict.Inconclusive || (one.Low <= other.High && other.Low <= one.High));

    /// <summary>Whom a cell equals within noise, in a sentence; null where nobody.</summary>
    public static string? Says(CandidateRow row, CandidateCell cell, IEnumerable<CandidateRow> all)
    {
        List<string> alike = [.. all.Where(other => other.Sitting != row.Sitting && other.Cells.Any(each => each.Position == cell.Position && Equal(cell, each))).Select(other => other.Code)];
        return alike.Count == 0 ? null : $"Equal within noise to {string.Join(", ", alike)}: the difference is one of time alone, and {(cell.Verdict == Verdict.Inconclusive ? "this ratio was not settled" : "the ratios' 99 % intervals overlap, or the other was not settled")}.";
    }
}
