namespace Learning.Web.Features.Exercises;

/// <summary>Words around an exercise that no data carries.</summary>
internal static class Wording
{
    /// <summary>queries-from-code reads as Queries from code.</summary>
    public static string Title(string slug)
    {
        var words = slug[(slug.LastIndexOf('/') + 1)..].Replace('-', ' ');
        return words.Length == 0 ? slug : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Queue(int before, TimeSpan? about)
    {
        var place = before switch { 0 => "Next in line", 1 => "1 hand-in before yours", _ => $"{before} hand-ins before yours" };
        return $"{place}{(about is { } wait ? $", about {Math.Max(1, (int)Math.Round(wait.TotalSeconds))} s" : "")}. You may leave; the result waits here.";
    }

    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 60 } => "just now",
        { TotalMinutes: < 60 } span => $"{(int)span.TotalMinutes} min ago",
        { TotalHours: < 24 } span => $"{(int)span.TotalHours} h ago",
        _ => then.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture),
    };
}
