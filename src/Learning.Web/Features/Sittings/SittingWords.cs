using System.Globalization;
using Learning.Grading;

namespace Learning.Web.Features.Sittings;

/// <summary>Times and durations as candidates read them. All of the site's times are UTC, and say so.</summary>
internal static class SittingWords
{
    public static string Day(DateTimeOffset at) => at.ToString("d MMMM", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>1 h 30 min.</summary>
    public static string Long(TimeSpan span)
    {
        var minutes = (int)Math.Round(span.TotalMinutes);
        return minutes < 60 ? Say.Of(minutes, "minute", "minutes") : minutes % 60 == 0 ? Say.Of(minutes / 60, "hour", "hours") : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min");
    }

    /// <summary>59:07, or 1:29:07.</summary>
    public static string Clock(TimeSpan left) => left.ToString(left.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
