using Learning.Grading.Incidents.Records;
using Learning.Web.Components.Charts;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.WarRoom;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>A session's log as the timeline of a postmortem: what happened and what was done, each line with its mark.</summary>
internal static class LogText
{
    public static string Of(IncidentRecord record) => string.Join('\n', Lines(record).OrderBy(line => line.At).Select(line => line.Text));

    private static IEnumerable<(double At, string Text)> Lines(IncidentRecord record)
    {
        if (record.BaselineEnd is { } end)
            yield return (end, $"- {TimeAxis.Clock(end)} Healthy until here: {string.Join(", ", record.Baseline.Select(each => $"{each.Key} {RoomText.Ms(each.Value)}"))} P95.");
        if (record.FullAt is { } full)
            yield return (full, $"- {TimeAxis.Clock(full)} The pool is full, a queue begins.");
        foreach (var told in new StoryLanes(record).Told.Where(told => told.Did))
            yield return (told.Action.At, $"- {TimeAxis.Clock(told.Action.At)} {told.Action.Text.TrimEnd('.')}{(told.Effect is { } effect ? $", P95 {effect.Said}" : "")}. [{told.Mark}]");
        foreach (var kept in record.Evidence)
            yield return (kept.At, $"- {TimeAxis.Clock(kept.At)} Seen: {kept.Title.TrimEnd('.')}. [{kept.Mark}]");
        foreach (var action in record.Actions.Where(action => action is { ByLearner: false, Kind: ActionKind.Event }))
            yield return (action.At, $"- {TimeAxis.Clock(action.At)} {action.Text.TrimEnd('.')}. [{IncidentMarks.Id(action)}]");
    }
}
