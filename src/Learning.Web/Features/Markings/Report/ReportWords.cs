using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Report;

/// <summary>A report in one sentence.</summary>
internal static class ReportWords
{
    private static readonly string[] Numbers = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public static string Summary(SittingReport report)
    {
        if (report.Status != SittingStatus.HandedIn)
            return report.Status == SittingStatus.Accepted ? "The clock has not been started." : "The candidate is at it; what stands here is not final.";
        var (passed, unsure, open) = (report.Tasks.Count(task => task.Tone == "pass"), report.Tasks.Count(task => task.Unsure), report.Tasks.Count(task => !task.Graded));
        List<string> parts = [$"{Upper(Number(passed))} of {Number(report.Tasks.Count)} tasks passed"];
        if (unsure > 0)
            parts.Add($"{Number(unsure)} passed with an open question on time");
        if (open > 0)
            parts.Add($"{Number(open)} not graded yet");
        return $"{string.Join(", ", parts)}{(report.EndedBy == SittingEnd.Clock ? "; handed in by the clock" : "")}.";
    }

    private static string Number(int value) => value < Numbers.Length ? Numbers[value] : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
