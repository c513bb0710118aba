using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>What the application's connections waited for lately. <c>Mean</c>: Connections at it, on average. <c>Share</c>: Of all that were seen, 0–1.</summary>
internal sealed record WaitShare(string Event, double Mean, double Share)
{
    public const int Seconds = 60;

    /// <summary>The last minute's, most frequent first; connections that do nothing are left out.</summary>
    public static IReadOnlyList<WaitShare> Of(IncidentRecord record, int most = 5)
    {
        List<IncidentSample> seen = [.. record.Samples.Skip(Math.Max(0, record.Samples.Count - Seconds))];
        var sums = seen.SelectMany(sample => sample.Waits).Where(wait => wait.Event != "idle" && wait.Sessions > 0)
            .GroupBy(wait => wait.Event, StringComparer.Ordinal).Select(group => (Event: group.Key, Sum: group.Sum(wait => (double)wait.Sessions))).OrderByDescending(wait => wait.Sum).ToList();
        var all = sums.Sum(wait => wait.Sum);
        return [.. sums.Take(most).Select(wait => new WaitShare(wait.Event, wait.Sum / seen.Count, wait.Sum / all))];
    }
}
