using System.Globalization;
using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Postmortems;

/// <summary>A first draft of the timeline, from the session's log: what happened, what was changed, and what was kept as evidence.</summary>
public static class PostmortemTimeline
{
    public static string Of(IncidentRecord record)
    {
        var entries = record.Actions.Where(Matters).Select(action => (action.At, Text: Line(action.Text, action.P95), Mark: Citations.MarkOf(action)))
            .Concat(record.Evidence.Where(kept => kept.Action is null).Select(kept => (kept.At, Text: kept.Title.TrimEnd('.'), kept.Mark)))
            .OrderBy(entry => entry.At);
        return string.Join('\n', entries.Select(entry => $"- {Clock(entry.At)} {entry.Text} [{entry.Mark}]"));
    }

    /// <summary>Minutes and seconds of the lab's clock, as the charts have them.</summary>
    public static string Clock(double at) => string.Create(CultureInfo.InvariantCulture, $"{(int)at / 60:00}:{(int)at % 60:00}");

    private static bool Matters(IncidentAction action) => action.Kind switch
    {
        ActionKind.Event or ActionKind.Lever or ActionKind.Signal => true,
        ActionKind.Statement => action.Marked && action.Statement?.Error is null,
        ActionKind.Lab => action.Marked,
        _ => false,
    };

    private static string Line(string text, double? p95) => p95 is { } milliseconds ? $"{text.TrimEnd('.')} (P95 {Say.Ms(milliseconds)})" : text.TrimEnd('.');
}
