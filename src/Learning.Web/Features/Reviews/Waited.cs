using System.Globalization;

namespace Learning.Web.Features.Reviews;

/// <summary>How long somebody has waited: 40 min, 2 h 50 min, 3 days.</summary>
internal static class Waited
{
    public static string Say(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
        _ => Learning.Grading.Say.Of((int)time.TotalDays, "day", "days"),
    };

    /// <summary>The sentence over a queue: how much there is, and how old the oldest is.</summary>
    public static string Say(QueueView queue)
    {
        var free = queue.Rows.Where(row => !row.Deciding).ToList();
        if (free.Count == 0)
            return queue.Usually ?? "Nobody waits.";
        var work = queue.MinutesEach is { } each ? $"About {Math.Max(1, Math.Round(each * free.Count)).ToString("0", CultureInfo.InvariantCulture)} min of work. " : "";
        var oldest = queue.At - free.Min(row => row.RequestedAt);
        return $"{work}{(oldest.TotalMinutes < 1 ? "The oldest has just come." : $"The oldest has waited {Say(oldest)}.")}";
    }
}
