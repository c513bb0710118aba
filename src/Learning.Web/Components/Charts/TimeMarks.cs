namespace Learning.Web.Components.Charts;

/// <summary>Marks on top of a chart; those that would cover each other become one that names the first and the last.</summary>
internal static class TimeMarks
{
    public static IReadOnlyList<TimeSeriesDrawing.Mark> Placed(IReadOnlyList<TimeMark> marks, Func<double, double> x, double left, double right)
    {
        List<List<TimeMark>> groups = [];
        foreach (var mark in marks.OrderBy(mark => mark.At))
        {
            groups.Add([mark]);
            while (groups.Count > 1 && Touch(groups[^2], groups[^1], x))
            {
                groups[^2].AddRange(groups[^1]);
                groups.RemoveAt(groups.Count - 1);
            }
        }
        return [.. groups.Select(group =>
        {
            var width = Wide(group);
            return new TimeSeriesDrawing.Mark(
                Math.Clamp(Middle(group, x), left + width / 2 - 8, right - width / 2 + 8), width, Text(group),
                string.Join("; ", group.Select(mark => $"{mark.Text} at {TimeAxis.Clock(mark.At)}: {mark.Title}")), group.Exists(mark => mark.Own), [.. group.Select(mark => x(mark.At)).Distinct()]);
        })];
    }

    private static bool Touch(List<TimeMark> a, List<TimeMark> b, Func<double, double> x) => Middle(a, x) + Wide(a) / 2 + 2 > Middle(b, x) - Wide(b) / 2;

    private static double Middle(List<TimeMark> group, Func<double, double> x) => (x(group[0].At) + x(group[^1].At)) / 2;

    private static string Text(List<TimeMark> group) => group.Count switch
    {
        1 => group[0].Text,
        2 => $"{group[0].Text} {group[1].Text}",
        _ => $"{group[0].Text}–{group[^1].Text}",
    };

    private static double Wide(List<TimeMark> group) => Math.Max(14, 6 + Text(group).Length * 6.4);
}
