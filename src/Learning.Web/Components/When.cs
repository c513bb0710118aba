using System.Globalization;

namespace Learning.Web.Components;

/// <summary>Times as the pages say them: relative under a day, else a date.</summary>
internal static class When
{
    public static string Say(DateTimeOffset at, DateTimeOffset now)
    {
        var ago = now - at;
        return ago switch
        {
            { TotalMinutes: < 1 } => "just now",
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalMinutes} min ago"),
            { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalHours} h ago"),
            _ => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        };
    }
}
