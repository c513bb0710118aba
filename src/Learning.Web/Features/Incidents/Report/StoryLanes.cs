using System.Runtime.InteropServices;
using Learning.Grading.Incidents.Records;
using Learning.Web.Features.Incidents.WarRoom;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>A stretch of time in one state. <c>Tone</c>: well, ill, blocked (by the learner), unscored.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(double From, double To, string Tone);

/// <summary>What came of something that was done: P95 of all requests before it and once it could show. <c>Tone</c>: better, worse, same.</summary>
internal sealed record Effect(double? Before, double? After, string Tone)
{
    public string Said => (Before, After) switch
    {
        ({ } was, { } now) when Tone == "same" => $"unchanged, {RoomText.Ms(was)} → {RoomText.Ms(now)}",
        ({ } was, { } now) => $"{RoomText.Ms(was)} → {RoomText.Ms(now)}",
        _ => "not measured",
    };
}

/// <summary>One thing on a lane.</summary>
internal sealed record Told(IncidentAction Action, string Mark, bool Did, Effect? Effect);

/// <summary>The story told back: what the learner saw, what they did, and what it did to P95.</summary>
internal sealed class StoryLanes
{
    /// <summary>How long after something its effect is read, in seconds: the window of the percentiles, and time to drain a queue.</summary>
    public const double ShowsAfter = 25;

    private readonly IncidentRecord record;

    public StoryLanes(IncidentRecord record)
    {
        this.record = record;
        List<IncidentAction> own = [.. record.Actions.Where(action => action.ByLearner && action.Kind is not (ActionKind.Hint or ActionKind.Lab))];
        List<IncidentAction> changes = [.. own.Where(action => Did(action) && action.Kind != ActionKind.Stage)];
        Told = [.. own.Select(action => new Told(action, IncidentMarks.Id(action), Did(action), changes.Contains(action) ? EffectOf(action, changes) : null))];
        Health = Stretches();
    }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<Told> Told { get; }
    public IReadOnlyList<Stretch> Health { get; }
    /// <summary>Lies under the state, which is shown all the same.</summary>
    public IReadOnlyList<Stretch> Unscored => [.. record.Unscored.Select(span => new Stretch(span.From, span.To, "unscored"))];

    /// <summary>Looking changes nothing; everything else might.</summary>
    public static bool Did(IncidentAction action) => action.Kind switch
    {
        ActionKind.Statement => action.Statement?.Does is not (null or StatementDoes.Look or StatementDoes.Explain or StatementDoes.Set),
        ActionKind.Evidence => false,
        _ => true,
    };

    private Effect EffectOf(IncidentAction action, List<IncidentAction> changes)
    {
        var next = changes.Where(other => other.At > action.At + 1).Select(other => other.At).DefaultIfEmpty(double.MaxValue).Min();
        var done = action.At + (action.Statement?.ElapsedMs ?? 0) / 1000;
        var until = Math.Min(done + ShowsAfter, Math.Max(next, action.At + 1));
        var before = action.P95 ?? Moment.Of(record, action.At).Sample?.All.P95;
        var after = until > record.Elapsed + 1 ? Moment.Of(record, record.Elapsed).Sample?.All.P95 : Moment.Of(record, until).Sample?.All.P95;
        var tone = (before, after) switch
        {
            ({ } was, { } now) when now < was * 0.7 => "better",
            ({ } was, { } now) when now > was * 1.4 => "worse",
            _ => "same",
        };
        return new(before, after, tone);
    }

    private List<Stretch> Stretches()
    {
        List<Stretch> found = [];
        foreach (var sample in record.Samples)
        {
            var tone = Tone(sample);
            if (tone is null)
                continue;
            if (found.Count > 0 && found[^1].Tone == tone && sample.At - found[^1].To < 2.5)
                found[^1] = found[^1] with { To = sample.At };
            else
                found.Add(new(found.Count > 0 && sample.At - found[^1].To < 2.5 ? found[^1].To : Math.Max(0, sample.At - 1), sample.At, tone));
        }
        return found;
    }

    private string? Tone(IncidentSample sample)
    {
        if (sample.BlockedByLearner > 0)
            return "blocked";
        List<ClassSample> known = [.. sample.Classes.Where(each => each.P95 is not null && record.Healthy.ContainsKey(each.Class))];
        return known.Count == 0 ? null : known.TrueForAll(each => each.P95 <= record.Healthy[each.Class]) ? "well" : "ill";
    }
}
