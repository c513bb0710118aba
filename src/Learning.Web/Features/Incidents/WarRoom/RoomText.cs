using System.Globalization;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>How the war room says figures, and texts with the session's names in them.</summary>
internal static class RoomText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    public static string Fill(string text, IReadOnlyDictionary<string, string> drawn) => new Drawn(drawn).Fill(text);

    /// <summary>Comes with the product, and the pipeline lets no HTML through.</summary>
    public static MarkupString Html(string markdown, IReadOnlyDictionary<string, string> drawn) => new(Markdown.ToHtml(Fill(markdown, drawn), Pipeline));

    /// <summary>2.8 ms, 15 ms, 4.86 s.</summary>
    public static string Ms(double milliseconds) => milliseconds switch
    {
        >= 99_950 => (milliseconds / 1000).ToString("0", CultureInfo.InvariantCulture) + " s",
        >= 9_995 => (milliseconds / 1000).ToString("0.0", CultureInfo.InvariantCulture) + " s",
        >= 999.5 => (milliseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " s",
        >= 9.95 => milliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        _ => milliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms",
    };

    /// <summary>1 ms, 10, 100, 1 s, 10 s: the unit where it begins.</summary>
    public static string MsTick(double milliseconds) => milliseconds switch
    {
        >= 1000 => (milliseconds / 1000).ToString("#,0", CultureInfo.InvariantCulture) + " s",
        1 => "1 ms",
        _ => milliseconds.ToString("0.###", CultureInfo.InvariantCulture),
    };

    /// <summary>How long a session has been at it: 5 ms, 11 s, 18:42.</summary>
    public static string For(double seconds) => seconds switch
    {
        >= 60 => Components.Charts.TimeAxis.Clock(seconds),
        >= 9.95 => seconds.ToString("0", CultureInfo.InvariantCulture) + " s",
        >= 0.995 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        _ => Math.Max(0, seconds * 1000).ToString("0", CultureInfo.InvariantCulture) + " ms",
    };

    public static string Money(double dollars) => "$ " + dollars.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>0:42, 5:00: a soft clock's minutes.</summary>
    public static string Minutes(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Max(seconds, 0) / 60}:{(int)Math.Max(seconds, 0) % 60:00}");

    public static string Titled(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ').Replace('_', ' ');

    /// <summary>The words of a clock, for those who hear it.</summary>
    public static string Heard(double seconds)
    {
        var whole = (int)Math.Max(seconds, 0);
        return $"{Learning.Grading.Say.Of(whole / 60, "minute", "minutes")} {Learning.Grading.Say.Of(whole % 60, "second", "seconds")} in";
    }

    public static string Stage(StageKind kind) => kind switch
    {
        StageKind.RootCause => "root cause",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Phase(IncidentRecord record, double baselineSeconds) => record.Phase switch
    {
        LabPhase.Starting => "starting",
        LabPhase.Baseline => $"measuring what healthy is, {Minutes(record.Elapsed)} of {Minutes(baselineSeconds)}",
        LabPhase.Paused => $"paused, seed {record.Seed}",
        LabPhase.Ended => "ended",
        _ => $"running, seed {record.Seed}",
    };
}
